import { workerData } from 'node:worker_threads';

const LOOK_MS = 1_000;
const GRACE_MS = 6_000;

const { parentPid } = workerData as { parentPid: number };
const timer = setInterval(() => {
  // An orphan is handed to another parent: init or the nearest reaper.
  if (process.ppid === parentPid) return;
  clearInterval(timer);
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS);
}, LOOK_MS);
