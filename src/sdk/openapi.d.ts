// Generated from docs/openapi.json by npm run gen. Do not edit.
export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is this process ready to serve? */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus metrics */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Assets, newest first */
        get: operations["listAssets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/geometry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shape of the whole gallery, to lay it out before any tile is loaded */
        get: operations["getGeometry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One asset with everything known about it */
        get: operations["getAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/neighbours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The assets before and after this one in the gallery */
        get: operations["getNeighbours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/original": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes as they came in; takes Range, If-Range and If-None-Match */
        get: operations["getOriginal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture of at most 1,440 px for the screen */
        get: operations["getPreview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture of at most 320 px for the gallery */
        get: operations["getThumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ingest a folder that lies in one of the configured roots */
        post: operations["startScan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/roots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Folders that may be scanned */
        get: operations["listRoots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload files; answered once every byte is safe on disk */
        post: operations["uploadFiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/status/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live progress of a scan or upload, and its result at the end */
        get: operations["getJobStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sessions, newest first */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One session */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/sessions/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of each file of a session */
        get: operations["listSessionFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/sessions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a session; files not started yet are counted as skipped */
        post: operations["cancelSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changes, as it changes (server-sent events)
         * @description Events: `asset` (data AssetEvent; id = change sequence, so that Last-Event-ID replays what was missed), `session` (data Session, at most 4 a second for each), `reset` (load everything again), `ping` (at once and every 15 s). Pass `lastEventId=<version of the geometry>` to miss nothing between the two.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Folders, processes, queues and sizes */
        get: operations["getSystem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is a password set, and is this browser logged in? */
        get: operations["getAuthState"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in; sets the session cookie */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log out this browser */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Asset: {
            id: number;
            name: string;
            format: string;
            width: number;
            height: number;
            /** @description ThumbHash placeholder, base64 */
            thumbhash: string;
            /** @description ISO 8601: when it was taken, else when the file was last modified */
            sortAt: string;
            /** @description ISO 8601: when it came into the library */
            createdAt: string;
            frames: number;
            sha256: string;
            md5: string;
            mime: string;
            bytes: number;
            orientation: number;
            hasAlpha: boolean;
            /** @description 64-bit DCT perceptual hash, hex */
            phash: string;
            colors: {
                hex: string;
                share: number;
            }[];
            /** @description ISO 8601 with zone when the file names one, else local time without zone */
            takenAt: string | null;
            camera: {
                make: string | null;
                model: string | null;
                lens: string | null;
                focalLengthMm: number | null;
                aperture: number | null;
                iso: number | null;
                exposureSeconds: number | null;
                software: string | null;
            };
            place: {
                latitude: number;
                longitude: number;
                altitudeMetres: number | null;
            } | null;
            sessionId: string;
            locations: components["schemas"]["AssetLocation"][];
        };
        /** @description An asset was added, changed or removed; the event id is the change sequence */
        AssetEvent: components["schemas"]["AssetSummary"] | components["schemas"]["AssetRemoved"];
        AssetLocation: {
            /** @enum {string} */
            kind: "stored" | "referenced" | "origin";
            path: string;
            name: string;
            bytes: number;
            /** @enum {string} */
            state: "present" | "removed" | "missing";
            createdAt: string;
        };
        AssetPage: {
            items: components["schemas"]["AssetSummary"][];
            /** @description All assets that match, on every page */
            total: number;
            /** @description Pass as cursor for the next page; null at the end */
            next: string | null;
        };
        AssetRemoved: {
            id: number;
            /** @constant */
            removed: true;
        };
        AssetSummary: {
            id: number;
            name: string;
            format: string;
            width: number;
            height: number;
            /** @description ThumbHash placeholder, base64 */
            thumbhash: string;
            /** @description ISO 8601: when it was taken, else when the file was last modified */
            sortAt: string;
            /** @description ISO 8601: when it came into the library */
            createdAt: string;
            frames: number;
        };
        AuthState: {
            passwordSet: boolean;
            loggedIn: boolean;
        };
        Done: {
            /** @constant */
            ok: true;
        };
        GalleryGeometry: {
            /** @description Sequence of the change feed this answer includes */
            version: number;
            ids: number[];
            /** @description width / height × 100, same order as ids */
            ratios: number[];
            /** @description Runs of the same order */
            months: {
                /** @description YYYY-MM */
                month: string;
                count: number;
            }[];
        };
        Health: {
            /** @enum {string} */
            status: "ok" | "starting" | "degraded";
            role: string;
            version: string;
            checks: {
                [key: string]: string;
            };
        };
        IngestRoots: {
            items: {
                path: string;
                /** @description False while the folder cannot be read, such as a disk that is not mounted */
                available: boolean;
            }[];
        };
        JobAccepted: {
            /** @description The session id */
            job_id: string;
            status_url: string;
            events_url: string;
        };
        JobStatus: {
            job_id: string;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "cancelled";
            progress: number;
            discovered: number;
            processed: number;
            skipped: number;
            failed: number;
            current_file: string | null;
            result: {
                total_processed: number;
                total_failed: number;
                /** @description Duplicates and unchanged files: nothing had to be computed */
                total_from_cache: number;
                processed_files: {
                    file: string;
                    source: string;
                    details: string;
                }[];
                failed_files: {
                    file: string;
                    error: string;
                    details: string;
                }[];
                /** @description True when a list was cut at 1,000; the session files endpoint has them all */
                truncated: boolean;
            } | null;
        };
        LoginRequest: {
            password: string;
        };
        Neighbours: {
            /** @description Newer */
            previous: number | null;
            /** @description Older */
            next: number | null;
        };
        /** @description Every 15 s */
        PingEvent: Record<string, never>;
        Problem: {
            type: string;
            title: string;
            status: number;
            detail?: string;
            code: string;
            /** @description What can be done now */
            next: string;
            instance?: string;
            errors?: {
                path: string;
                message: string;
            }[];
        };
        /** @description Too much was missed to be replayed: load everything again */
        ResetEvent: {
            reason: string;
        };
        ScanRequest: {
            directory_path: string;
            /**
             * @default copy
             * @enum {string}
             */
            mode?: "copy" | "move" | "reference";
            /** @default true */
            recursive?: boolean;
            /** @description Case-insensitive globs joined by |, such as *.png|*.jpg */
            pattern?: string;
            max_files?: number;
        };
        Session: {
            id: string;
            /** @enum {string} */
            source: "watch" | "upload" | "scan";
            /** @enum {string} */
            state: "discovering" | "running" | "finished" | "cancelled";
            /** @enum {string} */
            mode: "copy" | "move" | "reference";
            paths: string[];
            discovered: number;
            ingested: number;
            duplicate: number;
            skipped: number;
            failed: number;
            quarantined: number;
            pending: number;
            bytesDone: number;
            currentName: string | null;
            createdAt: string;
            finishedAt: string | null;
            seconds: number;
            filesPerSecond: number;
            etaSeconds: number | null;
        };
        SessionFile: {
            jobId: number;
            name: string;
            path: string;
            /** @enum {string} */
            state: "ready" | "running" | "done";
            outcome: ("ingested" | "duplicate" | "skipped" | "failed" | "quarantined") | null;
            assetId: number | null;
            bytes: number | null;
            attempts: number;
            error: {
                code: string;
                title: string;
                detail: string | null;
                next: string;
            } | null;
            /** @description Milliseconds per stage */
            timings: {
                [key: string]: number;
            } | null;
            finishedAt: string | null;
        };
        SessionFilePage: {
            items: components["schemas"]["SessionFile"][];
            next: string | null;
        };
        SessionPage: {
            items: components["schemas"]["Session"][];
            next: string | null;
        };
        System: {
            version: string;
            /** @enum {string} */
            engine: "sqlite" | "postgres";
            dataDir: string;
            inbox: string;
            roots: string[];
            assets: number;
            originalsBytes: number;
            freeBytes: number;
            processes: {
                id: string;
                role: string;
                host: string;
                pid: number;
                startedAt: string;
                alive: boolean;
            }[];
            lanes: {
                name: string;
                ready: number;
                running: number;
                pausedUntil: string | null;
            }[];
        };
        UploadAccepted: {
            /** @description The session id */
            job_id: string;
            status_url: string;
            events_url: string;
            files: {
                name: string;
                bytes: number;
            }[];
            /** @description Files over the size limit; the others were taken */
            rejected: {
                name: string;
                code: string;
                title: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Asset = components['schemas']['Asset'];
export type AssetEvent = components['schemas']['AssetEvent'];
export type AssetLocation = components['schemas']['AssetLocation'];
export type AssetPage = components['schemas']['AssetPage'];
export type AssetRemoved = components['schemas']['AssetRemoved'];
export type AssetSummary = components['schemas']['AssetSummary'];
export type AuthState = components['schemas']['AuthState'];
export type Done = components['schemas']['Done'];
export type GalleryGeometry = components['schemas']['GalleryGeometry'];
export type Health = components['schemas']['Health'];
export type IngestRoots = components['schemas']['IngestRoots'];
export type JobAccepted = components['schemas']['JobAccepted'];
export type JobStatus = components['schemas']['JobStatus'];
export type LoginRequest = components['schemas']['LoginRequest'];
export type Neighbours = components['schemas']['Neighbours'];
export type PingEvent = components['schemas']['PingEvent'];
export type Problem = components['schemas']['Problem'];
export type ResetEvent = components['schemas']['ResetEvent'];
export type ScanRequest = components['schemas']['ScanRequest'];
export type Session = components['schemas']['Session'];
export type SessionFile = components['schemas']['SessionFile'];
export type SessionFilePage = components['schemas']['SessionFilePage'];
export type SessionPage = components['schemas']['SessionPage'];
export type System = components['schemas']['System'];
export type UploadAccepted = components['schemas']['UploadAccepted'];
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAssets: {
        parameters: {
            query?: {
                /** @description Words to look for in file names; empty = everything. session:<id> keeps one session. */
                q?: string;
                limit?: number;
                cursor?: string;
                /** @description Comma-separated ids: just these, in this order; at most 200. Used by the gallery to fill in tiles. */
                ids?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetPage"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getGeometry: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GalleryGeometry"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getNeighbours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Neighbours"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOriginal: {
        parameters: {
            query?: {
                /** @description 1: save under the original name instead of showing it */
                download?: "0" | "1";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All bytes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                    "image/gif": string;
                    "image/avif": string;
                    "image/tiff": string;
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPreview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The preview */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                    "image/webp": string;
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getThumbnail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The thumbnail */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": string;
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startScan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScanRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAccepted"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRoots: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestRoots"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadFiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    files: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAccepted"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getJobStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobStatus"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description active = discovering or running; finished also holds cancelled */
                state?: "active" | "finished";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessionFiles: {
        parameters: {
            query?: {
                outcome?: "ingested" | "duplicate" | "skipped" | "failed" | "quarantined";
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionFilePage"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description As the Last-Event-ID header: replay what came after this event */
                lastEventId?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSystem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["System"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAuthState: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthState"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description What went wrong, and what can be done now */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
