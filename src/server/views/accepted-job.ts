/** Where to follow a session that was just accepted. */
export function acceptedJob(sessionId: string) {
  return { job_id: sessionId, session_id: sessionId, status_url: `/api/v1/ingest/status/${sessionId}`, events_url: '/api/v1/events' };
}
