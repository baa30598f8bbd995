import type { Api, ServerDeps } from './deps.ts';
import type { AuthGate } from './plugins/auth-gate.ts';
import { assetByteRoutes } from './routes/asset-bytes.ts';
import { assetRoutes } from './routes/assets.ts';
import { auditRoutes } from './routes/audit.ts';
import { authRoutes } from './routes/auth.ts';
import { directoryRoutes } from './routes/directories.ts';
import { duplicateRoutes } from './routes/duplicates.ts';
import { eventRoutes } from './routes/events.ts';
import { healthRoutes } from './routes/health.ts';
import { processRoutes } from './routes/process.ts';
import { rootRoutes } from './routes/roots.ts';
import { scanRoutes } from './routes/scan.ts';
import { sessionControlRoutes } from './routes/session-control.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { systemRoutes } from './routes/system.ts';
import { importRoutes } from './routes/import.ts';
import { tusRoutes } from './routes/tus.ts';
import { uploadSessionRoutes } from './routes/upload-sessions.ts';
import { taskRoutes } from './routes/tasks.ts';
import { trashRoutes } from './routes/trash.ts';
import { uploadRoutes } from './routes/upload.ts';

/** Every route of the API. Registering reads only `deps.config`: the OpenAPI document is made without a catalog. */
export async function registerRoutes(app: Api, deps: ServerDeps, gate: AuthGate): Promise<void> {
  healthRoutes(app, deps);
  assetRoutes(app, deps);
  assetByteRoutes(app, deps);
  trashRoutes(app, deps);
  duplicateRoutes(app, deps);
  taskRoutes(app, deps);
  scanRoutes(app, deps);
  processRoutes(app, deps);
  directoryRoutes(app, deps);
  rootRoutes(app, deps);
  uploadRoutes(app, deps);
  uploadSessionRoutes(app, deps);
  await tusRoutes(app, deps);
  importRoutes(app, deps);
  sessionRoutes(app, deps);
  sessionControlRoutes(app, deps);
  auditRoutes(app, deps);
  eventRoutes(app, deps, gate);
  systemRoutes(app, deps);
  authRoutes(app, deps, gate);
}
