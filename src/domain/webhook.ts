/** `pending`: to be delivered, or tried again; the other two are final. */
export type WebhookState = 'pending' | 'delivered' | 'failed';

export type WebhookEvent = 'session.finished' | 'session.cancelled';

/** What a `webhook` job holds: the body is made once, so that every attempt says the same. */
export interface WebhookPayload {
  readonly event: WebhookEvent;
  /** The same in every attempt, so that the receiver can tell a repetition. */
  readonly delivery: string;
  readonly url: string;
  readonly body: string;
}
