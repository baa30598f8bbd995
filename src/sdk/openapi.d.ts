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
        /** Assets that match a search, page by page */
        get: operations["listAssets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tags that go with what a search finds */
        get: operations["getFacets"];
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
        /** Move one asset to the trash */
        delete: operations["trashAsset"];
        options?: never;
        head?: never;
        /** Say something of an asset: it counts above what its file and sidecars say. Undone by sending back what it answers as previous. */
        patch: operations["editAsset"];
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
        /**
         * The bytes as they came in; takes Range, If-Range and If-None-Match
         * @description A file without a picture (kind file) is always sent to be saved, as application/octet-stream.
         */
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
    "/api/v1/assets/{id}/strip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Up to eight frames of a video side by side, to show while hovering */
        get: operations["getStrip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/video": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The video as browsers play it: the original, or a copy made of it or of the frames in a zip; takes Range
         * @description While the copy is being made the answer is the problem video-preparing, which says how far it is.
         */
        get: operations["getVideo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every fact known about one asset, by who says it, with all that was read */
        get: operations["getAssetMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an asset tags and take some away; tags that follow from them come and go too */
        post: operations["editTags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people changed of an asset, latest first */
        get: operations["getAssetHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people changed, deed by deed, latest first */
        get: operations["listEdits"];
        put?: never;
        /** Edit many assets, as a task whose id is that of the edit too: POST /api/v1/edits/{id}/revert takes all of it back */
        post: operations["bulkEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/edits/{batch}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One deed */
        get: operations["getEdit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/edits/{batch}/revert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a deed back in all its assets; what was changed again since stays. Itself an edit that can be taken back */
        post: operations["revertEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/edits/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an edit of many assets would do; changes nothing */
        post: operations["previewBulkEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/trash/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move many assets to the trash, as a task; POST /api/v1/trash/{id}/undo takes it back */
        post: operations["bulkTrash"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/marks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Score, favourite and content rating of up to 500 assets at once */
        post: operations["markAssets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Notes on a picture and of it */
        get: operations["listNotes"];
        put?: never;
        /** Write a note */
        post: operations["addNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a note; answers what it said */
        delete: operations["removeNote"];
        options?: never;
        head?: never;
        /** Change what a note says or where it is */
        patch: operations["editNote"];
        trace?: never;
    };
    "/api/v1/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done on each day of a year: scored, rated, favourited, tagged, taken in */
        get: operations["getActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/workflow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ComfyUI workflow a picture was made with, as a file to open in ComfyUI */
        get: operations["getWorkflow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/trash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move assets to the trash, as one act with one undo */
        post: operations["trashAssets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/curation/archive-selection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move assets to the trash, as one act with one undo */
        post: operations["archiveSelection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is in the trash, latest first */
        get: operations["listTrash"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trash/{batch}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back one act of deleting, as far as it was not purged */
        post: operations["undoTrash"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trash/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take assets out of the trash */
        post: operations["restoreAssets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trash/purge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete for good what is in the trash; a referenced file stays where it is */
        post: operations["purgeTrash"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trash/deleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Content that was deleted for good and is remembered */
        get: operations["listDeleted"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trash/deleted/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Forget deleted content, so that scans and the inbox take it in again */
        post: operations["forgetDeleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/sessions/{id}/kept-away": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many files of a session were left alone because their content was deleted */
        get: operations["getKeptAway"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/sessions/{id}/take-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take those files in after all: out of the trash, or anew */
        post: operations["takeBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stacks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One stack with its members */
        get: operations["getStack"];
        put?: never;
        post?: never;
        /** Take a stack apart; its members are not put together by themselves again */
        delete: operations["unstack"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put assets into one stack */
        post: operations["stackAssets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stacks/{id}/cover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Choose what a stack is shown by */
        put: operations["setStackCover"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/family": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an asset is related to */
        get: operations["getFamily"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/parent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set or clear the parent of an asset */
        put: operations["setParent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/relations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Relate assets to another one */
        post: operations["relateAssets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/relations/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a relation back; who leaves a group leaves the others in it */
        post: operations["unrelateAssets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/relations/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo an edit of relations */
        post: operations["restoreRelations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pools, page by page */
        get: operations["listPools"];
        put?: never;
        /** Make a pool */
        post: operations["createPool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pools/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One pool */
        get: operations["getPool"];
        put?: never;
        post?: never;
        /** Delete a pool, not what is in it; it can be restored for 30 days */
        delete: operations["deletePool"];
        options?: never;
        head?: never;
        /** Change what a pool is called, says or is shown by */
        patch: operations["editPool"];
        trace?: never;
    };
    "/api/v1/pools/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the deletion of a pool */
        post: operations["restorePool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pools/{id}/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is in a pool, in its order, page by page */
        get: operations["listPoolAssets"];
        put?: never;
        /** Add assets; those that are in it stay where they are */
        post: operations["addToPool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pools/{id}/assets/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take assets out of a pool */
        post: operations["removeFromPool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pools/{id}/assets/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move one or several members to another place */
        post: operations["moveInPool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pools/{id}/assets/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Undo a move or a removal */
        put: operations["restoreInPool"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}/pools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pools an asset is in, and what lies beside it there */
        get: operations["getPoolsOfAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/exact/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Search the library for contents that lie in several files */
        post: operations["scanExactDuplicates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/exact/report/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a search found, or how far it is */
        get: operations["getExactReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/exact/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Searches, applies and undos so far */
        get: operations["listExactTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/exact/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move the surplus files of a report to the trash; each is read and hashed first, the last copy never goes */
        post: operations["applyExactDuplicates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/archive-exact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move the surplus files of a report to the trash; each is read and hashed first, the last copy never goes */
        post: operations["archiveExactDuplicates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/exact/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put the files of an apply back where they were; nothing is overwritten */
        post: operations["undoExactDuplicates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a task is */
        get: operations["getTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go no further with a task; what it did until then stays and can be taken back */
        post: operations["cancelTask"];
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
    "/api/v1/ingest/process": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ingest one or several folders; asked for again while unfinished, it goes on */
        post: operations["startProcess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with a session that is paused; one that is not goes on by itself */
        post: operations["resumeIngest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The key that signs webhooks: X-Magpie-Signature is sha256= and the hex HMAC-SHA256 of timestamp.body */
        get: operations["getWebhookSecret"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/directories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The folders in a folder that may be scanned, with how much of each is in the library
         * @description Answers from counters, never by a walk. What is looked at is refreshed in the background, one level at a time.
         */
        get: operations["listDirectories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The roots: what becomes of their files, and whether they are there */
        get: operations["listRootStates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roots/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look now whether a root is there */
        post: operations["checkRoot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roots/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say where a root lies now; its files are known there at once, nothing is read or taken in again
         * @description The folder there must carry the marker of this root, or hold its files. Undone by moving it back.
         */
        post: operations["moveRoot"];
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
    "/api/v1/ingest/known": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which of these contents are in the library, so that they need not be sent */
        post: operations["findKnownContents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a session for several resumable uploads; name it in their Upload-Metadata as session */
        post: operations["openUploads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/uploads/{id}/seal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that all uploads of this session have ended; without it the session is sealed after a minute of silence */
        post: operations["sealUploads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/tus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a resumable upload (tus 1.0.0); its address is in the header Location */
        post: operations["createUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/tus/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Give a resumable upload up and remove what has come of it */
        delete: operations["endUpload"];
        options?: never;
        head?: never;
        /** Send the next bytes of a resumable upload; answered once they are safe on disk */
        patch: operations["sendUploadChunk"];
        trace?: never;
    };
    "/api/v1/ingest/url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetch pictures from addresses on the public internet */
        post: operations["importUrls"];
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
    "/api/v1/ingest/sessions/{id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why files of a session failed, by reason */
        get: operations["listSessionErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/sessions/{id}/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Folders that the walk of a session could not read, and names that are no UTF-8, each with its reason */
        get: operations["listUnread"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/sessions/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of every file of a session, as a file; texts that begin like a formula have an apostrophe in front in the CSV */
        get: operations["getSessionReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/sessions/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin nothing more of a session until it is resumed, restarts included; files under way are finished */
        post: operations["pauseSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/sessions/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with a paused session */
        post: operations["resumeSession"];
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
    "/api/v1/ingest/sessions/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try the files again that failed, were set aside or need a program that was missing: all, or those of one error code */
        post: operations["retrySession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/missing-programs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which programs files wait for that were skipped because they are not installed; such files are offered again by themselves */
        get: operations["getMissingPrograms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingest/missing-programs/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try the files again now that wait for a program; one that is still missing makes them wait once more */
        post: operations["offerAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, the latest first */
        get: operations["listAudit"];
        put?: never;
        post?: never;
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
         * @description Events: `asset` (data AssetEvent; id = change sequence, so that Last-Event-ID replays what was missed), `session` (data Session, at most 4 a second for each), `pools` (pools or what is in them changed), `tags` (names, other names, implications or categories of tags changed), `reset` (load everything again), `ping` (at once and every 15 s). Pass `lastEventId=<version of the geometry>` to miss nothing between the two.
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
    "/api/v1/formats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every type of file Magpie knows, whether it can be taken in here, by what, and what enables the rest */
        get: operations["getFormats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lanes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The kinds of work, how much waits, what is held back */
        get: operations["listLanes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lanes/{lane}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin nothing of this kind for a while; it goes on by itself */
        post: operations["pauseLane"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lanes/{lane}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on at once */
        post: operations["resumeLane"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lanes/{lane}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** How many jobs of this kind may be under way at once, over all processes */
        put: operations["limitLane"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tags, aliases, implications and what was said of each asset as JSON lines with a checksum at the end; not the pictures */
        get: operations["exportLibrary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every setting, its value and where it comes from */
        get: operations["getSettings"];
        /** Write settings into config.yml and let them take effect */
        put: operations["changeSettings"];
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
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys of other programs, newest first */
        get: operations["listApiKeys"];
        put?: never;
        /** Make a key for another program; it is shown in this answer only */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key: from now on it opens nothing */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags/autocomplete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tags for what somebody is typing
         * @description Found by the beginning of any word of a tag or of one of its other names; the most used first, deprecated ones last. Where these are fewer than asked for, tags one typo away follow.
         */
        get: operations["autocompleteTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a search is understood: its terms with their places and meaning, its normal form, the plan */
        get: operations["explainSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What may stand before a colon, the values of those that take a list, and the orders */
        get: operations["listSearchFields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Saved searches, in their order */
        get: operations["listSavedSearches"];
        put?: never;
        /** Keep a search by a name */
        post: operations["saveSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/searches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a saved search; the answer, sent to POST /api/v1/searches, brings it back */
        delete: operations["deleteSavedSearch"];
        options?: never;
        head?: never;
        /** Rename, change, pin or move a saved search; others that contain it follow a new name */
        patch: operations["editSavedSearch"];
        trace?: never;
    };
    "/api/v1/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tags, by name, category and use */
        get: operations["listTags"];
        put?: never;
        /** Make a tag */
        post: operations["createTag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A tag: note, other names, rules, some pictures */
        get: operations["getTag"];
        put?: never;
        post?: never;
        /** Delete a tag that nothing bears */
        delete: operations["deleteTag"];
        options?: never;
        head?: never;
        /**
         * Rename a tag, move it to a category, deprecate it, write its note
         * @description No asset is touched. Renamed, its old name leads to it; renamed back, that is undone.
         */
        patch: operations["editTag"];
        trace?: never;
    };
    "/api/v1/tags/{id}/aliases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another name that leads to a tag */
        post: operations["addTagAlias"];
        /** Take another name away */
        delete: operations["removeTagAlias"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What merging a tag into another would move */
        get: operations["previewTagMerge"];
        put?: never;
        /**
         * Merge a tag into another: assets, other names and rules move; its name leads there
         * @description Cannot be undone: which asset bore which of the two is not kept. Look at the preview first.
         */
        post: operations["mergeTag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tag-categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Categories in their order */
        get: operations["listTagCategories"];
        put?: never;
        /** Make a category */
        post: operations["createTagCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tag-categories/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a category that no tag is in */
        delete: operations["deleteTagCategory"];
        options?: never;
        head?: never;
        /** Colour and place of a category */
        patch: operations["editTagCategory"];
        trace?: never;
    };
    "/api/v1/tag-implications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules by which one tag brings another, and suggestions */
        get: operations["listTagImplications"];
        put?: never;
        /** A rule that holds at once */
        post: operations["addTagImplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tag-implications/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a rule would do */
        get: operations["previewTagImplication"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tag-implications/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve suggestions, reject them, take rules back
         * @description An implied tag goes with its rule. What was rejected is not suggested again, and can be approved later.
         */
        post: operations["decideTagImplications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tag-implications/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look for rules in names and in what goes together */
        post: operations["searchTagImplications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tag-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Work on tags that has not ended, in its order */
        get: operations["listTagTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tag-lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take over a list of tags: CSV, also packed with gzip
         * @description name,category,count,aliases as tagger packs have it (with or without that line), selected_tags.csv of taggers, and the dumps tags, tag_aliases and tag_implications of e621. What is there stays; counts only say what to offer first.
         */
        post: operations["importTags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags/prune": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many tags nothing bears */
        get: operations["previewTagPrune"];
        put?: never;
        /**
         * Delete the tags that nothing bears
         * @description Those with a note, a category, other names or rules, and those that a person made or a list brought stay, unless all is true; those that a person said no to somewhere always do. Cannot be undone.
         */
        post: operations["pruneTags"];
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
        ActivityYear: {
            year: number;
            /** @description The first year in which anything was done */
            firstYear: number;
            /** @description Days on which anything was done */
            days: {
                /** @description YYYY-MM-DD */
                day: string;
                scored: number;
                rated: number;
                favourited: number;
                tagged: number;
                ingested: number;
            }[];
            totals: {
                scored: number;
                rated: number;
                favourited: number;
                tagged: number;
                ingested: number;
            };
            /** @description Days in a row on which a person did something: up to today or yesterday, and the longest of the last two years */
            streak: {
                current: number;
                longest: number;
            };
        };
        ApiKey: {
            id: number;
            name: string;
            /** @description Its first characters */
            hint: string;
            /**
             * @description read looks; write changes the library; admin changes settings, roots and keys too
             * @enum {string}
             */
            scope: "read" | "write" | "admin";
            createdAt: string;
            expiresAt: string | null;
            /** @description To the minute; null = never */
            usedAt: string | null;
        };
        ApiKeyList: {
            items: components["schemas"]["ApiKey"][];
        };
        Asset: {
            id: number;
            /** @description Of its content; an address of its bytes with ?v=<version> may be kept for ever */
            version: string;
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
            /**
             * @description file: kept as it is, without a picture; width and height are 0
             * @enum {string}
             */
            kind: "image" | "raw" | "video" | "animation" | "file";
            /** @description Of a video; null for a still */
            durationMs: number | null;
            /** @description Of the cover of a stack: how many shots are in it; else null */
            stackSize: number | null;
            /** @description The score: -1 (rejected) to 5 */
            rating: number | null;
            favourite: boolean;
            /** @description null: nobody has looked, which is not the same as general */
            contentRating: ("general" | "sensitive" | "questionable" | "explicit") | null;
            sha256: string;
            md5: string;
            mime: string;
            bytes: number;
            /** @description What is odd about it, such as a name that ends like another format */
            note: string | null;
            orientation: number;
            hasAlpha: boolean;
            /** @description 64-bit DCT perceptual hash, hex; empty for a plain file */
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
            /** @description A date nobody trusts (1970, the future), as it was written; takenAt is null then */
            doubtfulDate: string | null;
            title: string | null;
            description: string | null;
            keywords: string[];
            creator: string | null;
            copyright: string | null;
            /** @description Who says so, as for tags */
            contentRatingOrigin: string | null;
            tags: components["schemas"]["AssetTag"][];
            /** @description In the order they were written */
            notes: components["schemas"]["Note"][];
            /** @description What others claim and a person took away */
            deniedTags: components["schemas"]["AssetTag"][];
            video: components["schemas"]["AssetVideo"] | null;
            /** @description How it was generated, when its generator wrote that into it */
            generation: components["schemas"]["AssetGeneration"] | null;
            /** @description The stack it is in; see /stacks/{id} */
            stackId: number | null;
            sessionId: string;
            /** @enum {string} */
            state: "active" | "trashed";
            trashedAt: string | null;
            /** @description The act that put it into the trash */
            trashBatch: string | null;
            locations: components["schemas"]["AssetLocation"][];
            /**
             * @description Whether its original can be read: it is stored or lies where it was; its root is offline; or its file is gone
             * @enum {string}
             */
            availability: "here" | "offline" | "missing";
            /** @description Its parent and how many it is related to; see /assets/{id}/family */
            family: {
                parent: number | null;
                children: number;
                siblings: number;
                variants: number;
            };
            /** @description The pools it is in, by name */
            pools: {
                id: number;
                name: string;
                count: number;
            }[];
            /** @description Assets whose file was overwritten with this one, the latest first */
            supersedes: number[];
            /** @description Assets that the file of this one was overwritten with, the latest first */
            supersededBy: number[];
        };
        AssetEdit: {
            title?: string | null;
            description?: string | null;
            keywords?: string[] | null;
            /** @description -1 = rejected, 0 = not rated, whatever the file says */
            rating?: number | null;
            favourite?: boolean | null;
            /** @description null: nobody here has looked; what a sidecar says counts then */
            contentRating?: ("general" | "sensitive" | "questionable" | "explicit") | null;
            /** @description ISO 8601; without a zone the wall-clock time where it was taken */
            takenAt?: string | null;
            /** @description WGS 84; together with longitude */
            latitude?: number | null;
            longitude?: number | null;
            creator?: string | null;
            copyright?: string | null;
        };
        AssetEditEntry: {
            id: number;
            /** @description The deed; POST /api/v1/edits/{batch}/revert takes it back, in all its assets */
            batch: string;
            assetId: number;
            at: string;
            actor: string;
            /** @enum {string} */
            kind: "tags" | "facts" | "bulk" | "revert";
            tags: components["schemas"]["TagChange"][];
            facts: components["schemas"]["FactChange"][];
            /** @description The deed that took it back */
            undoneBy: string | null;
            /** @description The deed it takes back */
            reverts: string | null;
        };
        AssetEditInput: {
            title?: string | null;
            description?: string | null;
            keywords?: string[] | null;
            /** @description -1 = rejected, 0 = not rated, whatever the file says */
            rating?: number | null;
            favourite?: boolean | null;
            /** @description null: nobody here has looked; what a sidecar says counts then */
            contentRating?: ("general" | "sensitive" | "questionable" | "explicit") | null;
            /** @description ISO 8601; without a zone the wall-clock time where it was taken */
            takenAt?: string | null;
            /** @description WGS 84; together with longitude */
            latitude?: number | null;
            longitude?: number | null;
            creator?: string | null;
            copyright?: string | null;
        };
        /** @description An asset was added, changed or removed; the event id is the change sequence */
        AssetEvent: components["schemas"]["AssetSummary"] | components["schemas"]["AssetRemoved"];
        AssetFacets: {
            /** @description The most frequent first; tags that were searched for are left out. Of a large result those on less than a hundredth of it may be missing */
            items: components["schemas"]["Facet"][];
            /** @description Those that set the result apart, by lift */
            related: components["schemas"]["Facet"][];
            /** @description All assets that match */
            total: number;
            /** @description The counts are estimates, made without the index from the newest 2,000 */
            approximate: boolean;
        };
        AssetGeneration: {
            /** @enum {string} */
            generator: "a1111" | "comfyui" | "novelai" | "invokeai" | "fooocus" | "swarmui" | "easydiffusion" | "unknown";
            prompt: string | null;
            negative: string | null;
            model: string | null;
            modelHash: string | null;
            vae: string | null;
            loras: {
                name: string;
                weight: number;
                hash?: string;
            }[];
            sampler: string | null;
            scheduler: string | null;
            steps: number | null;
            cfg: number | null;
            /** @description Decimal; up to 2^64, more than a JSON number can say */
            seed: string | null;
            width: number | null;
            height: number | null;
            denoise: number | null;
            hires: {
                upscale?: number;
                upscaler?: string;
                steps?: number;
                denoise?: number;
            } | null;
            keywords: string[];
            extra: {
                [key: string]: string;
            };
            /** @description The texts as they were found */
            raw: {
                [key: string]: string;
            };
        };
        AssetHistory: {
            /** @description Latest first */
            items: components["schemas"]["AssetEditEntry"][];
            next: string | null;
        };
        AssetLocation: {
            /** @enum {string} */
            kind: "stored" | "referenced" | "origin";
            path: string;
            name: string;
            bytes: number;
            /** @enum {string} */
            state: "present" | "removed" | "missing";
            /** @description It lies in a root that is not connected now */
            offline: boolean;
            createdAt: string;
        };
        AssetMetadata: {
            /** @description The most trusted first: a person, a sidecar, the file itself, a guess */
            origins: {
                /** @enum {string} */
                origin: "human" | "sidecar" | "embedded" | "derived";
                /** @description Of the sidecar file */
                path: string | null;
                readAt: string;
                /** @description The facts it states, as in the asset */
                facts: {
                    [key: string]: unknown;
                };
                /** @description Everything that was read there, by group */
                raw: {
                    [key: string]: unknown;
                } | null;
            }[];
            /** @description Per fact, who is believed */
            provenance: {
                [key: string]: "human" | "sidecar" | "embedded" | "derived";
            };
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
            /** @description Of its content; an address of its bytes with ?v=<version> may be kept for ever */
            version: string;
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
            /**
             * @description file: kept as it is, without a picture; width and height are 0
             * @enum {string}
             */
            kind: "image" | "raw" | "video" | "animation" | "file";
            /** @description Of a video; null for a still */
            durationMs: number | null;
            /** @description Of the cover of a stack: how many shots are in it; else null */
            stackSize: number | null;
            /** @description The score: -1 (rejected) to 5 */
            rating: number | null;
            favourite: boolean;
            /** @description null: nobody has looked, which is not the same as general */
            contentRating: ("general" | "sensitive" | "questionable" | "explicit") | null;
        };
        AssetTag: {
            id: number;
            /** @description As it is searched for: lower case, underscores for spaces */
            name: string;
            category: string;
            /** @description How many assets bear it, those in the trash too */
            count: number;
            deprecated: boolean;
            /** @description Who says so: human, sidecar, embedded, import, implied, source:…, model:… with its score */
            origins: {
                origin: string;
                score: number | null;
            }[];
        };
        AssetTagEdit: {
            /**
             * @description Names as people type them; category:name makes a new tag of that category; an alias gives the tag it stands for
             * @default []
             */
            add?: string[];
            /**
             * @description What others claim stays away from then on; see deniedTags of the asset
             * @default []
             */
            remove?: string[];
        };
        AssetVideo: {
            durationMs: number;
            framesPerSecond: number | null;
            videoCodec: string | null;
            /** @description null = silent */
            audioCodec: string | null;
            /** @description Browsers play the original as it is */
            playable: boolean;
            /** @description There is a strip of frames to show while hovering */
            strip: boolean;
        };
        AuditPage: {
            items: components["schemas"]["Deed"][];
            next: string | null;
        };
        AuthState: {
            passwordSet: boolean;
            loggedIn: boolean;
        };
        BulkChange: {
            add?: string[];
            remove?: string[];
            /** @description Where an asset bears from, it bears to instead */
            replace?: {
                from: string;
                to: string;
            }[];
            /** @description The score; null = my word is taken back */
            rating?: number | null;
            favourite?: boolean | null;
            contentRating?: ("general" | "sensitive" | "questionable" | "explicit") | null;
        };
        BulkChangeInput: {
            add?: string[];
            remove?: string[];
            /** @description Where an asset bears from, it bears to instead */
            replace?: {
                from: string;
                to: string;
            }[];
            /** @description The score; null = my word is taken back */
            rating?: number | null;
            favourite?: boolean | null;
            contentRating?: ("general" | "sensitive" | "questionable" | "explicit") | null;
        };
        BulkEditRequest: {
            target: components["schemas"]["BulkTarget"];
            change: components["schemas"]["BulkChangeInput"];
        };
        BulkPreview: {
            /** @description How many assets the target is now */
            found: number;
            /** @description How many of them would change; marks by their value */
            changes: number;
            /** @description Of more than 50,000 assets: changes is told from a part of them */
            approximate: boolean;
            /** @description Some that would change, newest first */
            sample: components["schemas"]["AssetSummary"][];
            /** @description As it is understood: aliases resolved, names as they are kept */
            change: components["schemas"]["BulkChange"];
            /** @description Tags that would be made */
            newTags: {
                name: string;
                category: string;
            }[];
        };
        BulkTarget: {
            /** @description Just these; what lies in the trash is passed over */
            ids: number[];
        } | {
            /** @description All that this search finds when it is asked; empty = the whole library */
            q: string;
            /**
             * @description But not these
             * @default []
             */
            except?: number[];
        };
        BulkTrashRequest: {
            target: components["schemas"]["BulkTarget"];
        };
        CreatedApiKey: {
            /** @description Shown this once */
            key: string;
            apiKey: components["schemas"]["ApiKey"];
        };
        Deed: {
            id: number;
            at: string;
            actor: string;
            /** @description What was done, in the past tense: session-paused */
            action: string;
            subject: string;
            detail: {
                [key: string]: unknown;
            };
        };
        DeletedContent: {
            sha256: string;
            name: string;
            bytes: number;
            deletedAt: string;
        };
        DeletedPage: {
            /** @description Latest first */
            items: components["schemas"]["DeletedContent"][];
            next: string | null;
        };
        DeletedSearch: {
            /** @description Unique, whatever its letter case; used as search:"name" */
            name: string;
            query: string;
            /** @description Shown where one sees it without asking */
            pinned?: boolean;
            /** @description Its place in the list, counted from 0 */
            position?: number;
        };
        Directory: {
            name: string;
            path: string;
            /** @description True also while nobody has looked into it */
            has_children: boolean;
            /** @description ISO 8601: the latest look; null = never, its total is not known yet */
            scanned_at: string | null;
            ingest_stats: components["schemas"]["IngestStats"];
            /** @description Every folder below was looked into, so that the recursive total is all there is */
            complete: boolean;
            /**
             * @description By the recursive counts: nothing, some or all of it is in the library
             * @enum {string}
             */
            badge: "none" | "partial" | "complete";
            root: {
                id: string;
                /** @enum {string} */
                mode: "scan" | "reference" | "copy" | "move";
                /** @enum {string} */
                state: "online" | "offline" | "moving";
                reason: string | null;
            } | null;
        };
        DirectoryPage: {
            /** @description Null for the list of roots */
            path: string | null;
            /** @description Null for a root: the way up leads to the list of roots */
            parent: string | null;
            folder: components["schemas"]["Directory"] | null;
            /** @description A look is under way; asking again in a moment may tell more */
            refreshing: boolean;
            items: components["schemas"]["Directory"][];
            next: string | null;
        };
        Done: {
            /** @constant */
            ok: true;
        };
        DuplicateFile: {
            path: string;
            bytes: number;
            modifiedAt: string;
            /** @enum {string} */
            role: "keep" | "surplus" | "spared";
            /** @enum {string} */
            state: "found" | "moving" | "moved" | "restoring" | "restored" | "purging" | "purged" | "failed";
            /** @description Why it is spared, or why it was not moved or put back */
            note: string | null;
        };
        DuplicateGroup: {
            assetId: number;
            sha256: string;
            /** @description The one that stays first; when the library’s own copy stays, none says keep */
            files: components["schemas"]["DuplicateFile"][];
        };
        DuplicateReport: {
            task: components["schemas"]["Task"];
            options: {
                /** @enum {string} */
                keep: "oldest" | "shortest-path" | "preferred-root";
                preferredRoot: string | null;
                storedCounts: boolean;
                roots: string[];
            };
            /** @description Contents that lie in more than one file */
            groups: number;
            /** @description Files in these groups */
            found: number;
            /** @description Files that an apply moves to the trash */
            removable: number;
            /** @description Files that would be surplus, but must stay */
            spared: number;
            bytesSaved: number;
            /** @description Megabytes (1,000,000 bytes) that moving them frees, once the trash is purged */
            mbSaved: number;
            items: components["schemas"]["DuplicateGroup"][];
            next: string | null;
        };
        DuplicateTasks: {
            /** @description Searches, applies and undos, newest first */
            items: components["schemas"]["Task"][];
            next: string | null;
        };
        Edit: {
            batch: string;
            at: string;
            actor: string;
            /** @enum {string} */
            kind: "tags" | "facts" | "bulk" | "revert";
            summary: {
                add: string[];
                remove: string[];
                replace: {
                    from: string;
                    to: string;
                }[];
                facts: string[];
            };
            /** @description How many it changed */
            assets: number;
            /** @description In how many of them it was taken back */
            undone: number;
            /** @description The deed it takes back */
            reverts: string | null;
            /** @description How far the task of the same id is that does it; null = no task does */
            task: ("waiting" | "running" | "finished" | "failed" | "cancelled") | null;
            /** @description Some of its assets, up to four; none that are in the trash */
            sample: components["schemas"]["AssetSummary"][];
        };
        EditPage: {
            /** @description Latest first */
            items: components["schemas"]["Edit"][];
            next: string | null;
        };
        EditedAsset: {
            asset: components["schemas"]["Asset"];
            /** @description What this person had said before of the same facts: sent back, it undoes the edit */
            previous: components["schemas"]["AssetEdit"];
            /** @description The edit, as POST /api/v1/edits/{batch}/revert takes it back; null when nothing changed */
            batch: string | null;
        };
        EditedNote: {
            note: components["schemas"]["Note"];
            /** @description What it said before: sent back, it undoes the edit */
            previous: components["schemas"]["NoteEdit"];
        };
        EditedTags: {
            asset: components["schemas"]["Asset"];
            /** @description null: nothing changed */
            edit: components["schemas"]["AssetEditEntry"] | null;
        };
        ExactApplyRequest: {
            /**
             * Format: uuid
             * @description The finished search
             */
            task_id: string;
            /**
             * @description Assets whose files are left alone
             * @default []
             */
            except?: number[];
        };
        ExactScanRequest: {
            /**
             * @description Which file of several with the same bytes stays
             * @default oldest
             * @enum {string}
             */
            keep?: "oldest" | "shortest-path" | "preferred-root";
            /** @description For preferred-root: files in this folder stay before others */
            preferred_root?: string;
            /**
             * @description The library’s own copy counts as the one that stays, so that every other file of that content is surplus
             * @default false
             */
            stored_counts?: boolean;
        };
        ExactUndoRequest: {
            /**
             * Format: uuid
             * @description The apply to undo
             */
            task_id: string;
        };
        ExplainedTerm: {
            text: string;
            negated: boolean;
            /** @description Several for a group */
            tokens: components["schemas"]["ExplainedToken"][];
            /** @description The query without this term */
            without: string;
            /** @description The query with the opposite of this term */
            turned: string;
        };
        ExplainedToken: {
            /** @description Where it stands in q, in UTF-16 units */
            start: number;
            end: number;
            /** @description As it was written */
            text: string;
            /** @enum {string} */
            meaning: "tag" | "tags" | "unknown-tag" | "words" | "field" | "search";
            /** @description The most used first, at most 10 */
            tags: {
                name: string;
                category: string;
                count: number;
                /** @description The other name by which it was written */
                alias: string | null;
            }[];
            tagTotal: number;
            field: string | null;
            about: string | null;
        };
        Facet: {
            id: number;
            name: string;
            category: string;
            /** @description How many of those found bear it */
            count: number;
            /** @description How many times as frequent it is there as in the whole library */
            lift: number;
        };
        /** @description What a person said of a fact before and after; null = nothing */
        FactChange: {
            fact: string;
            before: unknown;
            after: unknown;
        };
        /** @description Related assets that are not in the trash, in the order of their ids */
        Family: {
            parent: components["schemas"]["AssetSummary"] | null;
            /** @description Those whose parent it is */
            children: {
                items: components["schemas"]["AssetSummary"][];
                total: number;
            };
            /** @description The other children of its parent, and those it is a sibling of without one */
            siblings: {
                items: components["schemas"]["AssetSummary"][];
                total: number;
            };
            /** @description The same picture in another version: all of them are variants of each other */
            variants: {
                items: components["schemas"]["AssetSummary"][];
                total: number;
            };
        };
        ForgetRequest: {
            sha256: string[];
        };
        Forgotten: {
            forgotten: number;
        };
        Format: {
            /** @enum {string} */
            format: "jpg" | "png" | "webp" | "gif" | "avif" | "tiff" | "heic" | "bmp" | "jxl" | "jp2" | "psd" | "svg" | "dng" | "cr2" | "cr3" | "nef" | "arw" | "rw2" | "orf" | "raf" | "pef" | "srw" | "mp4" | "mov" | "webm" | "mkv" | "avi" | "3gp" | "ugoira";
            title: string;
            /** @enum {string} */
            kind: "image" | "raw" | "video" | "animation" | "file";
            mime: string;
            endings: string[];
            works: boolean;
            /** @description What reads it here; null when nothing does */
            by: string | null;
            /** @description The command that makes it work, or work better; null when there is nothing to gain */
            enable: string | null;
        };
        FormatList: {
            items: components["schemas"]["Format"][];
            /** @description Endings and groups of files without a picture that are kept as they are: the setting ingest.keepOtherFiles */
            keepsOtherFiles: string[];
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
        IngestStats: {
            immediate: {
                /** @description Files that could be taken in, by their names, at the latest look */
                total_files: number;
                /** @description Files the library has */
                ingested_files: number;
            };
            recursive: {
                /** @description Files that could be taken in, by their names, at the latest look */
                total_files: number;
                /** @description Files the library has */
                ingested_files: number;
            };
        };
        JobAccepted: {
            /** @description The session id */
            job_id: string;
            session_id: string;
            status_url: string;
            events_url: string;
        };
        JobStatus: {
            job_id: string;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "cancelled";
            paused: boolean;
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
        /** @description Files of a session that were left alone because the same content lies in the trash or was deleted before */
        KeptAway: {
            inTrash: number;
            deletedBefore: number;
        };
        KnownContents: {
            /** @description Only those the library has */
            items: {
                sha256: string;
                assetId: number;
                name: string;
                /**
                 * @description Sending a trashed content again takes it out of the trash
                 * @enum {string}
                 */
                state: "active" | "trashed";
            }[];
        };
        KnownRequest: {
            sha256: string[];
        };
        Lane: {
            /** @enum {string} */
            name: "discover" | "ingest" | "fetch" | "unpack" | "curate" | "describe" | "proxy" | "purge" | "webhook";
            /** @description Jobs that wait */
            ready: number;
            running: number;
            /** @description Until then nothing of it is begun; null = not paused */
            pausedUntil: string | null;
            /** @description Jobs under way at once over all processes; null = no limit */
            maxRunning: number | null;
        };
        LaneLimit: {
            maxRunning: number | null;
        };
        LaneList: {
            items: components["schemas"]["Lane"][];
            /** @description Assets that the lane describe has not read in full yet, or not with the newest extractor; counted up to 100,000 */
            undescribed: number;
            /** @description When files are taken in slowly; null = never */
            quietHours: {
                hours: string;
                /** @description Files under way at once in these hours */
                maxFiles: number;
                now: boolean;
            } | null;
        };
        /** @description How long: one of minutes and until */
        LanePause: {
            minutes?: number;
            /** Format: date-time */
            until?: string;
        };
        LoginRequest: {
            password: string;
        };
        Mark: {
            id: number;
            /** @description The score; -1 = rejected, 0 = not rated */
            rating?: number | null;
            favourite?: boolean | null;
            contentRating?: ("general" | "sensitive" | "questionable" | "explicit") | null;
        };
        MarkInput: {
            id: number;
            /** @description The score; -1 = rejected, 0 = not rated */
            rating?: number | null;
            favourite?: boolean | null;
            contentRating?: ("general" | "sensitive" | "questionable" | "explicit") | null;
        };
        MarksResult: {
            /** @description What was said before, the last first: sent back as marks, it undoes all of it */
            previous: components["schemas"]["Mark"][];
            /** @description Assets that are not there any more */
            missing: number[];
        };
        MetadataOptions: {
            /** @description What is written in the file itself: camera, time, place, texts. Default true */
            exif?: boolean;
            /** @description Prompt, model and seed of generated pictures. Default true */
            generation?: boolean;
            /** @description Keywords of files, sidecars and prompts. Default true */
            keywords?: boolean;
            /** @description Stars, scores and favourites of files and sidecars. Default true */
            scores?: boolean;
        };
        MetadataOptionsInput: {
            /** @description What is written in the file itself: camera, time, place, texts. Default true */
            exif?: boolean;
            /** @description Prompt, model and seed of generated pictures. Default true */
            generation?: boolean;
            /** @description Keywords of files, sidecars and prompts. Default true */
            keywords?: boolean;
            /** @description Stars, scores and favourites of files and sidecars. Default true */
            scores?: boolean;
        };
        MissingProgram: {
            /** @enum {string} */
            program: "heif-convert" | "ffmpeg" | "ffprobe" | "perl";
            /** @description Files that were skipped for want of it */
            files: number;
            /** @description Installs it on Debian and Ubuntu */
            command: string;
        };
        MissingProgramList: {
            items: components["schemas"]["MissingProgram"][];
        };
        Neighbours: {
            /** @description Newer */
            previous: number | null;
            /** @description Older */
            next: number | null;
        };
        NewApiKey: {
            /** @description What it is for, such as the program that uses it */
            name: string;
            /**
             * @default read
             * @enum {string}
             */
            scope?: "read" | "write" | "admin";
            /** @default null */
            expiresInDays?: number | null;
        };
        NewNote: {
            /** @description Plain text */
            text: string;
            /** @default null */
            box?: components["schemas"]["NoteBoxInput"] | null;
        };
        Note: {
            id: number;
            assetId: number;
            text: string;
            /** @description Where on the picture; null = it speaks of the whole */
            box: components["schemas"]["NoteBox"] | null;
            createdAt: string;
            updatedAt: string;
        };
        NoteBox: {
            x: number;
            y: number;
            width: number;
            height: number;
        };
        NoteBoxInput: {
            x: number;
            y: number;
            width: number;
            height: number;
        };
        NoteEdit: {
            /** @description Plain text */
            text?: string;
            box?: components["schemas"]["NoteBox"] | null;
        };
        NoteEditInput: {
            /** @description Plain text */
            text?: string;
            box?: components["schemas"]["NoteBoxInput"] | null;
        };
        NsfwOptions: {
            enabled: boolean;
            /** @description From this score on a picture counts as not safe */
            threshold?: number;
        };
        NsfwOptionsInput: {
            enabled: boolean;
            /** @description From this score on a picture counts as not safe */
            threshold?: number;
        };
        OfferAgainRequest: {
            /**
             * @description Only what waits for this one
             * @enum {string}
             */
            program?: "heif-convert" | "ffmpeg" | "ffprobe" | "perl";
        };
        OfferAgainResult: {
            /** @description Files that are tried again now */
            files: number;
        };
        OpenTagTasks: {
            items: components["schemas"]["Task"][];
        };
        /** @description Every 15 s */
        PingEvent: Record<string, never>;
        Pool: {
            id: number;
            name: string;
            /**
             * @description series: read from the first to the last; collection: what has something in common
             * @enum {string}
             */
            kind: "series" | "collection";
            description: string;
            /** @description Members that are not in the trash */
            count: number;
            /** @description The chosen cover, else the first member */
            cover: components["schemas"]["AssetSummary"] | null;
            chosenCover: number | null;
            /** @description One more with each change of its members or their order */
            version: number;
            createdAt: string;
            updatedAt: string;
        };
        PoolMembersEdit: {
            version: number;
            count: number;
            /** @description Those that came, went or moved */
            changed: number[];
            /** @description Where those were; sent to PUT /api/v1/pools/{id}/assets/places it undoes a move or a removal */
            previous: components["schemas"]["PoolPlace"][];
        };
        PoolMembersPage: {
            /** @description In the order of the pool */
            items: components["schemas"]["AssetSummary"][];
            total: number;
            next: string | null;
            version: number;
        };
        PoolPage: {
            items: components["schemas"]["Pool"][];
            total: number;
            next: string | null;
        };
        PoolPlace: {
            id: number;
            position: number;
        };
        PoolPlaceInput: {
            id: number;
            position: number;
        };
        /** @description Pools, or what is in them, changed */
        PoolsEvent: Record<string, never>;
        PoolsOfAsset: {
            items: {
                id: number;
                name: string;
                /**
                 * @description series: read from the first to the last; collection: what has something in common
                 * @enum {string}
                 */
                kind: "series" | "collection";
                count: number;
                /** @description The asset before it in the pool */
                previous: number | null;
                next: number | null;
            }[];
        };
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
        ProcessRequest: {
            directory_path?: string;
            /** @description Instead of directory_path: several folders in one session */
            directory_paths?: string[];
            /**
             * @default copy
             * @enum {string}
             */
            mode?: "copy" | "move" | "reference";
            /** @default true */
            recursive?: boolean;
            /** @description Case-insensitive globs joined by |, such as *.png|*.jpg; sidecars go with the files they speak of */
            pattern?: string;
            max_files?: number;
            /**
             * @description Files under way at once: one, as many as the workers take, or a number
             * @default auto
             */
            parallel?: ("sequential" | "auto") | number;
            /**
             * @description Files known by path, size and time are skipped unread; false reads all again
             * @default true
             */
            skip_existing?: boolean;
            /**
             * @description Only look and count: the session then has a preview, and nothing is taken in
             * @default false
             */
            dry_run?: boolean;
            metadata?: components["schemas"]["MetadataOptionsInput"];
            nsfw?: components["schemas"]["NsfwOptionsInput"];
            /** @description Called by POST with the signed result when the session comes to rest */
            webhook_url?: string;
        };
        /** @description These assets; or the whole trash; or what has been there this long. The last two also delete duplicate files that were moved aside. */
        PurgeRequest: {
            ids: number[];
        } | {
            /** @constant */
            all: true;
        } | {
            olderThanDays: number;
        };
        RelationEdit: {
            /** @description What is related otherwise now */
            changed: number[];
            /** @description How those were related before; sent to POST /api/v1/relations/restore it undoes the edit */
            previous: components["schemas"]["RelationState"][];
        };
        RelationRequest: {
            /**
             * @description What `ids` are of the asset `of`. An asset has one parent; siblings and variants are so of each other
             * @enum {string}
             */
            kind: "parent" | "child" | "sibling" | "variant";
            ids: number[];
            of: number;
        };
        RelationState: {
            id: number;
            parent: number | null;
            /** @description Name of the group of siblings it is in; means nothing by itself */
            sibling: string | null;
            /** @description Name of the group of variants it is in */
            variant: string | null;
        };
        RelationStateInput: {
            id: number;
            parent: number | null;
            /** @description Name of the group of siblings it is in; means nothing by itself */
            sibling: string | null;
            /** @description Name of the group of variants it is in */
            variant: string | null;
        };
        /** @description Too much was missed to be replayed: load everything again */
        ResetEvent: {
            reason: string;
        };
        Restored: {
            restored: number;
            ids: number[];
        };
        ResumeRequest: {
            /** Format: uuid */
            session_id: string;
        };
        RetryRequest: {
            /** @description Only files that ended with this error code */
            code?: string;
        };
        RetryResult: {
            /** @description How many are tried again */
            files: number;
            session: components["schemas"]["Session"];
        };
        RevertedEdit: {
            /** @description The deed that takes it back; it can be taken back too */
            batch: string;
            /** @description In how many assets something was taken back; what was changed again since stays. 0 while a task does it */
            assets: number;
            /** @description Of a deed in more than 500 assets: the task that takes it back, see GET /api/v1/tasks/{task_id} */
            task: string | null;
        };
        Root: {
            id: string;
            path: string;
            /**
             * @description scan: read when asked. The others: new files are taken in by themselves
             * @enum {string}
             */
            mode: "scan" | "reference" | "copy" | "move";
            watch: boolean;
            /** @description Named in config.yml; false = added */
            configured: boolean;
            /**
             * @description offline: nothing below it is concluded to be missing; it comes back by itself
             * @enum {string}
             */
            state: "online" | "offline" | "moving";
            /** @description Why it is offline, for people */
            reason: string | null;
            moving_to: string | null;
            /** @description ISO 8601: when the state last changed */
            since: string;
            /** @description Null until somebody looked */
            ingest_stats: components["schemas"]["IngestStats"] | null;
        };
        RootList: {
            items: components["schemas"]["Root"][];
        };
        RootMove: {
            /** @description Absolute: where the folder lies now */
            path: string;
        };
        SavedSearch: {
            id: number;
            name: string;
            query: string;
            pinned: boolean;
            /** @description How it is named in another search */
            term: string;
            createdAt: string;
            updatedAt: string;
        };
        SavedSearches: {
            items: components["schemas"]["SavedSearch"][];
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
            /** @description Case-insensitive globs joined by |, such as *.png|*.jpg; sidecars go with the files they speak of */
            pattern?: string;
            max_files?: number;
            /**
             * @description Files under way at once: one, as many as the workers take, or a number
             * @default auto
             */
            parallel?: ("sequential" | "auto") | number;
            /**
             * @description Files known by path, size and time are skipped unread; false reads all again
             * @default true
             */
            skip_existing?: boolean;
            /**
             * @description Only look and count: the session then has a preview, and nothing is taken in
             * @default false
             */
            dry_run?: boolean;
            metadata?: components["schemas"]["MetadataOptionsInput"];
            nsfw?: components["schemas"]["NsfwOptionsInput"];
            /** @description Called by POST with the signed result when the session comes to rest */
            webhook_url?: string;
        };
        SearchExplanation: {
            /** @description The query as it is kept */
            normal: string;
            terms: components["schemas"]["ExplainedTerm"][];
            order: {
                by: string;
                text: string;
                without: string;
            } | null;
            warnings: {
                /** @description Where it stands in q, in UTF-16 units */
                start: number;
                end: number;
                message: string;
                /** @description Queries that may have been meant */
                instead: string[];
            }[];
            plan: {
                /**
                 * @description Who answers: the tag index or the catalog
                 * @enum {string}
                 */
                by: "index" | "sql";
                /** @description Why the catalog answers */
                reason: string | null;
                total: number;
                steps: {
                    depth: number;
                    does: string;
                    /** @description Assets it is expected to hold for, where that is known */
                    estimate: number | null;
                }[];
            } | null;
        };
        SearchFields: {
            fields: {
                name: string;
                aliases: string[];
                about: string;
                example: string;
                /** @description What may stand after the colon, when that is a list */
                values: string[];
            }[];
            orders: string[];
        };
        Session: {
            id: string;
            /** @enum {string} */
            source: "watch" | "upload" | "scan" | "url";
            /** @enum {string} */
            state: "discovering" | "running" | "finished" | "cancelled";
            /** @enum {string} */
            mode: "copy" | "move" | "reference";
            /** @description Nothing more of it is begun until it is resumed, restarts included */
            paused: boolean;
            /** @description Why it stands still although nobody paused it, such as a full disk; it goes on by itself when the cause is gone */
            waiting: {
                code: string;
                title: string;
                detail: string | null;
                next: string;
            } | null;
            paths: string[];
            options: components["schemas"]["SessionOptions"];
            /** @description What a dry run found, so far while it is discovering */
            preview: components["schemas"]["SessionPreview"] | null;
            discovered: number;
            ingested: number;
            duplicate: number;
            skipped: number;
            failed: number;
            quarantined: number;
            /** @description Folders and names its walk could not read; see listUnread */
            unread: number;
            pending: number;
            bytesDone: number;
            /** @description The file that was done last */
            currentName: string | null;
            /** @description Files under way now, at most 16 */
            currentFiles: {
                jobId: number;
                name: string;
                path: string;
            }[];
            webhook: {
                url: string;
                /**
                 * @description waiting: for the session to rest; pending: to be delivered, or tried again
                 * @enum {string}
                 */
                state: "waiting" | "pending" | "delivered" | "failed";
                /** @description Why the last attempt did not get through */
                error: string | null;
            } | null;
            createdAt: string;
            finishedAt: string | null;
            /** @description Since when the list of its files is not kept any more; totals and what failed are */
            filesFoldedAt: string | null;
            /** @description Part of skipped: known by path, size and time, so not read */
            unchanged: number;
            /** @description Without the time it was paused, or at rest before a retry */
            seconds: number;
            /** @description Over the last files, 0 while it cannot be known; at rest over all */
            filesPerSecond: number;
            /** @description Null while it cannot be known: files are still being found, too few are done, it is paused or stalled */
            etaSeconds: number | null;
        };
        SessionErrors: {
            total: number;
            /** @description The most frequent first */
            items: {
                code: string;
                title: string;
                next: string;
                files: number;
                failed: number;
                quarantined: number;
                /** @description At most 3 */
                examples: {
                    name: string;
                    path: string;
                    detail: string | null;
                }[];
            }[];
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
        SessionOptions: {
            recursive: boolean;
            pattern: string | null;
            maxFiles: number | null;
            /** @description Files under way at once; null = as many as the workers take */
            parallel: number | null;
            skipExisting: boolean;
            dryRun: boolean;
            metadata: components["schemas"]["MetadataOptions"] | null;
            nsfw: components["schemas"]["NsfwOptions"] | null;
        };
        SessionPage: {
            items: components["schemas"]["Session"][];
            next: string | null;
        };
        SessionPreview: {
            files: number;
            bytes: number;
            /** @description Known by path, size and time: would be skipped */
            unchanged: number;
            /** @description The most frequent first, at most 50 */
            endings: {
                /** @description Lower case, empty for none */
                ending: string;
                files: number;
                bytes: number;
            }[];
        };
        Setting: {
            key: string;
            /** @enum {string} */
            kind: "text" | "number" | "flag" | "list" | "choice";
            description: string;
            readonly choices: string[];
            min: number | null;
            max: number | null;
            /** @description What holds when it is set nowhere */
            defaultText: string;
            /** @description Always null for a secret */
            value: string | number | boolean | (string | {
                [key: string]: string | boolean;
            })[] | null;
            isSet: boolean;
            /** @description flag, config.yml, environment NAME, .env NAME or default */
            source: string;
            secret: boolean;
            /** @description Takes effect at the next start only */
            needsRestart: boolean;
            editable: boolean;
        };
        Settings: {
            file: string;
            revision: string;
            readonly items: components["schemas"]["Setting"][];
            /** @description Changed settings that wait for the next start */
            readonly restartNeeded: string[];
            /**
             * @description failed: everything runs with the settings before
             * @enum {string}
             */
            reload: "none" | "running" | "done" | "failed";
        };
        SettingsChange: {
            /** @description The revision the change was made on */
            revision: string;
            /** @description By key; null takes it out of config.yml */
            changes: {
                [key: string]: string | number | boolean | (string | {
                    [key: string]: string | boolean;
                })[] | null;
            };
        };
        SpreadTask: {
            task_id: string | null;
        };
        Stack: {
            id: number;
            /**
             * @description raw: a RAW and its JPEG; live: a photo and its film; burst: shots in a row; manual: put together by a person
             * @enum {string}
             */
            kind: "raw" | "live" | "burst" | "manual";
            /** @description The asset it is shown by */
            cover: number;
            createdAt: string;
            /** @description Those not in the trash, in the order they were taken */
            members: components["schemas"]["AssetSummary"][];
        };
        SuggestedTag: {
            name: string;
            category: string;
            /** @description Assets that bear it */
            count: number;
            /** @description The other name that was found; null: its own */
            alias: string | null;
            deprecated: boolean;
        };
        SuggestedTags: {
            items: components["schemas"]["SuggestedTag"][];
            /** @description What begins like a category with a typo (artits:ann), with the category that was probably meant; there is no such tag */
            meant?: string;
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
            /** @description The tag index of the process that answers */
            index: {
                /**
                 * @description sql: the catalog answers searches
                 * @enum {string}
                 */
                state: "ready" | "loading" | "sql";
                /** @description Why the catalog answers */
                reason: string | null;
                /** @description 0 to 1, of loading, or of the building of the next one */
                progress: number | null;
                /** @description When it was built */
                assets: number;
                /** @description Tags on assets, when it was built */
                links: number;
                /** @description Changes followed since */
                changed: number;
                /** @description Memory it takes in this process */
                bytes: number;
                builtAt: string | null;
            };
            lanes: {
                name: string;
                ready: number;
                running: number;
                pausedUntil: string | null;
            }[];
        };
        Tag: {
            id: number;
            name: string;
            category: string;
            /** @description Assets that bear it, those in the trash too */
            count: number;
            /** @description How often another library had it, as an imported list says */
            elsewhere: number;
            deprecated: boolean;
            /** @description Markdown */
            wiki: string | null;
            createdAt: string;
            updatedAt: string;
        };
        TagCategory: {
            name: string;
            color: string | null;
            position: number;
            builtin: boolean;
            tags: number;
        };
        TagCategoryList: {
            items: components["schemas"]["TagCategory"][];
        };
        TagChange: {
            name: string;
            /** @enum {string} */
            before: "yes" | "no" | "nothing";
            /** @enum {string} */
            after: "yes" | "no" | "nothing";
        };
        TagDetail: {
            tag: components["schemas"]["Tag"];
            aliases: string[];
            implies: components["schemas"]["TagImplication"][];
            impliedBy: components["schemas"]["TagImplication"][];
            samples: number[];
        };
        TagEdit: {
            name?: string;
            category?: string;
            deprecated?: boolean;
            wiki?: string | null;
        };
        TagImplication: {
            id: number;
            /** @enum {string} */
            state: "suggested" | "active" | "rejected";
            /** @description human, pattern, statistics or import */
            origin: string;
            antecedent: {
                id: number;
                name: string;
                category: string;
                count: number;
            };
            consequent: {
                id: number;
                name: string;
                category: string;
                count: number;
            };
            /** @description Assets with both */
            support: number | null;
            /** @description Their share of those with the first */
            confidence: number | null;
            /** @description Some assets with the first */
            samples: number[];
        };
        TagImplicationList: {
            items: components["schemas"]["TagImplication"][];
            counts: {
                suggested: number;
                active: number;
                rejected: number;
            };
            next: string | null;
        };
        TagImplicationPreview: {
            /** @description Assets that bear the first */
            assets: number;
            /** @description Of them, those that would get the second; of 100,000 at most */
            gain: number;
            problem: {
                code: string;
                title: string;
                next: string;
            } | null;
        };
        TagImplicationsDecided: {
            approved: number[];
            rejected: number[];
            refused: {
                id: number;
                code: string;
                title: string;
            }[];
            /** @description The task that gives the assets their tags; null: they have them already */
            task_id: string | null;
        };
        TagList: {
            items: components["schemas"]["Tag"][];
            total: number;
            next: string | null;
        };
        TagMergePreview: {
            /** @description Assets that bear the tag that goes */
            assets: number;
            /** @description Of them, those that bear the other one already; counted up to 100,000 */
            both: number;
            aliases: number;
            implications: number;
        };
        TagPrunePreview: {
            /** @description Tags that would go */
            unused: number;
            /** @description Tags that nothing bears either and about which something is known: they go only with all */
            kept: number;
        };
        /** @description Names, other names, implications or categories of tags changed */
        TagsEvent: Record<string, never>;
        TakenBack: {
            files: number;
        };
        Task: {
            id: string;
            /** @enum {string} */
            kind: "purge" | "exact-scan" | "exact-apply" | "exact-undo" | "bulk-edit" | "bulk-trash" | "bulk-revert" | "tag-merge" | "tag-refresh" | "tag-suggest" | "tag-import" | "tag-prune";
            /** @description What it acts on: the search of an apply, the apply of an undo, the edit that is taken back */
            of: string | null;
            /** @enum {string} */
            state: "waiting" | "running" | "finished" | "failed" | "cancelled";
            done: number;
            /** @description 0 while it is not known */
            total: number;
            /** @description Numbers of the outcome, once finished */
            result: {
                [key: string]: number;
            } | null;
            /** @description What could not be taken over, by line; the first hundred */
            notes: string[];
            error: {
                code: string;
                title: string;
                detail: string | null;
                next: string;
            } | null;
            createdAt: string;
            finishedAt: string | null;
        };
        TaskAccepted: {
            task_id: string;
            status_url: string;
        };
        TrashPage: {
            /** @description Latest first */
            items: components["schemas"]["TrashedAsset"][];
            total: number;
            totalBytes: number;
            /** @description 0 = nothing is purged by itself */
            keepDays: number;
            next: string | null;
        };
        TrashRequest: {
            ids: number[];
        };
        Trashed: {
            /** @description POST /api/v1/trash/{batch}/undo takes exactly this back */
            batch: string;
            trashed: number;
            /** @description What went into the trash now; what was there already or does not exist is left out */
            ids: number[];
        };
        TrashedAsset: {
            id: number;
            /** @description Of its content; an address of its bytes with ?v=<version> may be kept for ever */
            version: string;
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
            /**
             * @description file: kept as it is, without a picture; width and height are 0
             * @enum {string}
             */
            kind: "image" | "raw" | "video" | "animation" | "file";
            /** @description Of a video; null for a still */
            durationMs: number | null;
            /** @description Of the cover of a stack: how many shots are in it; else null */
            stackSize: number | null;
            /** @description The score: -1 (rejected) to 5 */
            rating: number | null;
            favourite: boolean;
            /** @description null: nobody has looked, which is not the same as general */
            contentRating: ("general" | "sensitive" | "questionable" | "explicit") | null;
            bytes: number;
            trashedAt: string;
            /** @description The act that put it there */
            batch: string;
            /** @description When it will be deleted for good by itself; null = never */
            purgeAt: string | null;
        };
        UnreadPage: {
            /** @description All of them; at most 1,000 are kept */
            total: number;
            items: {
                path: string;
                code: string;
                title: string;
                detail: string | null;
                next: string;
            }[];
            next: string | null;
        };
        UploadAccepted: {
            /** @description The session id */
            job_id: string;
            session_id: string;
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
        UrlRequest: {
            /** @description Addresses of pictures or zip archives, http or https */
            urls: string[];
        };
        WebhookSecret: {
            secret: string;
            /**
             * @description catalog: made by Magpie, because webhook.secret is not set
             * @enum {string}
             */
            source: "settings" | "catalog";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type ActivityYear = components['schemas']['ActivityYear'];
export type ApiKey = components['schemas']['ApiKey'];
export type ApiKeyList = components['schemas']['ApiKeyList'];
export type Asset = components['schemas']['Asset'];
export type AssetEdit = components['schemas']['AssetEdit'];
export type AssetEditEntry = components['schemas']['AssetEditEntry'];
export type AssetEditInput = components['schemas']['AssetEditInput'];
export type AssetEvent = components['schemas']['AssetEvent'];
export type AssetFacets = components['schemas']['AssetFacets'];
export type AssetGeneration = components['schemas']['AssetGeneration'];
export type AssetHistory = components['schemas']['AssetHistory'];
export type AssetLocation = components['schemas']['AssetLocation'];
export type AssetMetadata = components['schemas']['AssetMetadata'];
export type AssetPage = components['schemas']['AssetPage'];
export type AssetRemoved = components['schemas']['AssetRemoved'];
export type AssetSummary = components['schemas']['AssetSummary'];
export type AssetTag = components['schemas']['AssetTag'];
export type AssetTagEdit = components['schemas']['AssetTagEdit'];
export type AssetVideo = components['schemas']['AssetVideo'];
export type AuditPage = components['schemas']['AuditPage'];
export type AuthState = components['schemas']['AuthState'];
export type BulkChange = components['schemas']['BulkChange'];
export type BulkChangeInput = components['schemas']['BulkChangeInput'];
export type BulkEditRequest = components['schemas']['BulkEditRequest'];
export type BulkPreview = components['schemas']['BulkPreview'];
export type BulkTarget = components['schemas']['BulkTarget'];
export type BulkTrashRequest = components['schemas']['BulkTrashRequest'];
export type CreatedApiKey = components['schemas']['CreatedApiKey'];
export type Deed = components['schemas']['Deed'];
export type DeletedContent = components['schemas']['DeletedContent'];
export type DeletedPage = components['schemas']['DeletedPage'];
export type DeletedSearch = components['schemas']['DeletedSearch'];
export type Directory = components['schemas']['Directory'];
export type DirectoryPage = components['schemas']['DirectoryPage'];
export type Done = components['schemas']['Done'];
export type DuplicateFile = components['schemas']['DuplicateFile'];
export type DuplicateGroup = components['schemas']['DuplicateGroup'];
export type DuplicateReport = components['schemas']['DuplicateReport'];
export type DuplicateTasks = components['schemas']['DuplicateTasks'];
export type Edit = components['schemas']['Edit'];
export type EditPage = components['schemas']['EditPage'];
export type EditedAsset = components['schemas']['EditedAsset'];
export type EditedNote = components['schemas']['EditedNote'];
export type EditedTags = components['schemas']['EditedTags'];
export type ExactApplyRequest = components['schemas']['ExactApplyRequest'];
export type ExactScanRequest = components['schemas']['ExactScanRequest'];
export type ExactUndoRequest = components['schemas']['ExactUndoRequest'];
export type ExplainedTerm = components['schemas']['ExplainedTerm'];
export type ExplainedToken = components['schemas']['ExplainedToken'];
export type Facet = components['schemas']['Facet'];
export type FactChange = components['schemas']['FactChange'];
export type Family = components['schemas']['Family'];
export type ForgetRequest = components['schemas']['ForgetRequest'];
export type Forgotten = components['schemas']['Forgotten'];
export type Format = components['schemas']['Format'];
export type FormatList = components['schemas']['FormatList'];
export type GalleryGeometry = components['schemas']['GalleryGeometry'];
export type Health = components['schemas']['Health'];
export type IngestRoots = components['schemas']['IngestRoots'];
export type IngestStats = components['schemas']['IngestStats'];
export type JobAccepted = components['schemas']['JobAccepted'];
export type JobStatus = components['schemas']['JobStatus'];
export type KeptAway = components['schemas']['KeptAway'];
export type KnownContents = components['schemas']['KnownContents'];
export type KnownRequest = components['schemas']['KnownRequest'];
export type Lane = components['schemas']['Lane'];
export type LaneLimit = components['schemas']['LaneLimit'];
export type LaneList = components['schemas']['LaneList'];
export type LanePause = components['schemas']['LanePause'];
export type LoginRequest = components['schemas']['LoginRequest'];
export type Mark = components['schemas']['Mark'];
export type MarkInput = components['schemas']['MarkInput'];
export type MarksResult = components['schemas']['MarksResult'];
export type MetadataOptions = components['schemas']['MetadataOptions'];
export type MetadataOptionsInput = components['schemas']['MetadataOptionsInput'];
export type MissingProgram = components['schemas']['MissingProgram'];
export type MissingProgramList = components['schemas']['MissingProgramList'];
export type Neighbours = components['schemas']['Neighbours'];
export type NewApiKey = components['schemas']['NewApiKey'];
export type NewNote = components['schemas']['NewNote'];
export type Note = components['schemas']['Note'];
export type NoteBox = components['schemas']['NoteBox'];
export type NoteBoxInput = components['schemas']['NoteBoxInput'];
export type NoteEdit = components['schemas']['NoteEdit'];
export type NoteEditInput = components['schemas']['NoteEditInput'];
export type NsfwOptions = components['schemas']['NsfwOptions'];
export type NsfwOptionsInput = components['schemas']['NsfwOptionsInput'];
export type OfferAgainRequest = components['schemas']['OfferAgainRequest'];
export type OfferAgainResult = components['schemas']['OfferAgainResult'];
export type OpenTagTasks = components['schemas']['OpenTagTasks'];
export type PingEvent = components['schemas']['PingEvent'];
export type Pool = components['schemas']['Pool'];
export type PoolMembersEdit = components['schemas']['PoolMembersEdit'];
export type PoolMembersPage = components['schemas']['PoolMembersPage'];
export type PoolPage = components['schemas']['PoolPage'];
export type PoolPlace = components['schemas']['PoolPlace'];
export type PoolPlaceInput = components['schemas']['PoolPlaceInput'];
export type PoolsEvent = components['schemas']['PoolsEvent'];
export type PoolsOfAsset = components['schemas']['PoolsOfAsset'];
export type Problem = components['schemas']['Problem'];
export type ProcessRequest = components['schemas']['ProcessRequest'];
export type PurgeRequest = components['schemas']['PurgeRequest'];
export type RelationEdit = components['schemas']['RelationEdit'];
export type RelationRequest = components['schemas']['RelationRequest'];
export type RelationState = components['schemas']['RelationState'];
export type RelationStateInput = components['schemas']['RelationStateInput'];
export type ResetEvent = components['schemas']['ResetEvent'];
export type Restored = components['schemas']['Restored'];
export type ResumeRequest = components['schemas']['ResumeRequest'];
export type RetryRequest = components['schemas']['RetryRequest'];
export type RetryResult = components['schemas']['RetryResult'];
export type RevertedEdit = components['schemas']['RevertedEdit'];
export type Root = components['schemas']['Root'];
export type RootList = components['schemas']['RootList'];
export type RootMove = components['schemas']['RootMove'];
export type SavedSearch = components['schemas']['SavedSearch'];
export type SavedSearches = components['schemas']['SavedSearches'];
export type ScanRequest = components['schemas']['ScanRequest'];
export type SearchExplanation = components['schemas']['SearchExplanation'];
export type SearchFields = components['schemas']['SearchFields'];
export type Session = components['schemas']['Session'];
export type SessionErrors = components['schemas']['SessionErrors'];
export type SessionFile = components['schemas']['SessionFile'];
export type SessionFilePage = components['schemas']['SessionFilePage'];
export type SessionOptions = components['schemas']['SessionOptions'];
export type SessionPage = components['schemas']['SessionPage'];
export type SessionPreview = components['schemas']['SessionPreview'];
export type Setting = components['schemas']['Setting'];
export type Settings = components['schemas']['Settings'];
export type SettingsChange = components['schemas']['SettingsChange'];
export type SpreadTask = components['schemas']['SpreadTask'];
export type Stack = components['schemas']['Stack'];
export type SuggestedTag = components['schemas']['SuggestedTag'];
export type SuggestedTags = components['schemas']['SuggestedTags'];
export type System = components['schemas']['System'];
export type Tag = components['schemas']['Tag'];
export type TagCategory = components['schemas']['TagCategory'];
export type TagCategoryList = components['schemas']['TagCategoryList'];
export type TagChange = components['schemas']['TagChange'];
export type TagDetail = components['schemas']['TagDetail'];
export type TagEdit = components['schemas']['TagEdit'];
export type TagImplication = components['schemas']['TagImplication'];
export type TagImplicationList = components['schemas']['TagImplicationList'];
export type TagImplicationPreview = components['schemas']['TagImplicationPreview'];
export type TagImplicationsDecided = components['schemas']['TagImplicationsDecided'];
export type TagList = components['schemas']['TagList'];
export type TagMergePreview = components['schemas']['TagMergePreview'];
export type TagPrunePreview = components['schemas']['TagPrunePreview'];
export type TagsEvent = components['schemas']['TagsEvent'];
export type TakenBack = components['schemas']['TakenBack'];
export type Task = components['schemas']['Task'];
export type TaskAccepted = components['schemas']['TaskAccepted'];
export type TrashPage = components['schemas']['TrashPage'];
export type TrashRequest = components['schemas']['TrashRequest'];
export type Trashed = components['schemas']['Trashed'];
export type TrashedAsset = components['schemas']['TrashedAsset'];
export type UnreadPage = components['schemas']['UnreadPage'];
export type UploadAccepted = components['schemas']['UploadAccepted'];
export type UrlRequest = components['schemas']['UrlRequest'];
export type WebhookSecret = components['schemas']['WebhookSecret'];
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
                /** @description A search, see docs/search.md: words, "phrases", or, -not, (groups), fields such as width:>=1920, order:newest. Empty = everything. */
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
    getFacets: {
        parameters: {
            query?: {
                /** @description A search, as of listAssets */
                q?: string;
                limit?: number;
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
                    "application/json": components["schemas"]["AssetFacets"];
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
    trashAsset: {
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
                    "application/json": components["schemas"]["Trashed"];
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
    editAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssetEditInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditedAsset"];
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
                /** @description The version of the asset: the answer may then be kept for ever */
                v?: string;
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
                    "image/heic": string;
                    "image/bmp": string;
                    "image/jxl": string;
                    "image/jp2": string;
                    "image/vnd.adobe.photoshop": string;
                    "image/svg+xml": string;
                    "image/x-adobe-dng": string;
                    "image/x-canon-cr2": string;
                    "image/x-canon-cr3": string;
                    "image/x-nikon-nef": string;
                    "image/x-sony-arw": string;
                    "image/x-panasonic-rw2": string;
                    "image/x-olympus-orf": string;
                    "image/x-fuji-raf": string;
                    "image/x-pentax-pef": string;
                    "image/x-samsung-srw": string;
                    "video/mp4": string;
                    "video/quicktime": string;
                    "video/webm": string;
                    "video/matroska": string;
                    "video/x-msvideo": string;
                    "video/3gpp": string;
                    "application/zip": string;
                    "application/octet-stream": string;
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
            query?: {
                /** @description The version of the asset: the answer may then be kept for ever */
                v?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The preview; of a plain file a card with its name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                    "image/webp": string;
                    "image/svg+xml": string;
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
            query?: {
                /** @description The version of the asset: the answer may then be kept for ever */
                v?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The thumbnail; of a plain file a card with its name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": string;
                    "image/svg+xml": string;
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
    getStrip: {
        parameters: {
            query?: {
                /** @description The version of the asset: the answer may then be kept for ever */
                v?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The frames */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
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
    getVideo: {
        parameters: {
            query?: {
                /** @description The version of the asset: the answer may then be kept for ever */
                v?: string;
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
                    "video/mp4": string;
                    "video/webm": string;
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
    getAssetMetadata: {
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
                    "application/json": components["schemas"]["AssetMetadata"];
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
    editTags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssetTagEdit"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditedTags"];
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
    getAssetHistory: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
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
                    "application/json": components["schemas"]["AssetHistory"];
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
    listEdits: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                kind?: "tags" | "facts" | "bulk" | "revert";
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
                    "application/json": components["schemas"]["EditPage"];
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
    bulkEdit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkEditRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAccepted"];
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
    getEdit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch: string;
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
                    "application/json": components["schemas"]["Edit"];
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
    revertEdit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch: string;
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
                    "application/json": components["schemas"]["RevertedEdit"];
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
    previewBulkEdit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkEditRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkPreview"];
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
    bulkTrash: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkTrashRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAccepted"];
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
    markAssets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description In this order; the same asset may come more than once */
                    marks: components["schemas"]["MarkInput"][];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarksResult"];
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
    listNotes: {
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
                    "application/json": {
                        items: components["schemas"]["Note"][];
                    };
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
    addNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNote"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
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
    removeNote: {
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
                    "application/json": components["schemas"]["Note"];
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
    editNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteEditInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditedNote"];
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
    getActivity: {
        parameters: {
            query: {
                year: number;
                /** @description IANA time zone, such as Europe/Berlin, in which days begin and end; counted by whole hours */
                zone?: string;
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
                    "application/json": components["schemas"]["ActivityYear"];
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
    getWorkflow: {
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
            /** @description The workflow as it was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
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
    trashAssets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrashRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trashed"];
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
    archiveSelection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrashRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trashed"];
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
    listTrash: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
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
                    "application/json": components["schemas"]["TrashPage"];
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
    undoTrash: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch: string;
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
                    "application/json": components["schemas"]["Restored"];
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
    restoreAssets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrashRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restored"];
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
    purgeTrash: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurgeRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAccepted"];
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
    listDeleted: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
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
                    "application/json": components["schemas"]["DeletedPage"];
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
    forgetDeleted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgetRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forgotten"];
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
    getKeptAway: {
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
                    "application/json": components["schemas"]["KeptAway"];
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
    takeBack: {
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
                    "application/json": components["schemas"]["TakenBack"];
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
    getStack: {
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
                    "application/json": components["schemas"]["Stack"];
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
    unstack: {
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
    stackAssets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: number[];
                    cover?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stack"];
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
    setStackCover: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    assetId: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stack"];
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
    getFamily: {
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
                    "application/json": components["schemas"]["Family"];
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
    setParent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description null: it has none any more */
                    parent: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationEdit"];
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
    relateAssets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelationRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationEdit"];
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
    unrelateAssets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelationRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationEdit"];
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
    restoreRelations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    previous: components["schemas"]["RelationStateInput"][];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationEdit"];
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
    listPools: {
        parameters: {
            query?: {
                /** @description Part of the name */
                q?: string;
                /** @description series: read from the first to the last; collection: what has something in common */
                kind?: "series" | "collection";
                /** @description updated: the latest change first */
                sort?: "updated" | "name";
                cursor?: string;
                limit?: number;
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
                    "application/json": components["schemas"]["PoolPage"];
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
    createPool: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique, whatever its letter case; spaces and underscores are the same */
                    name: string;
                    /**
                     * @description series: read from the first to the last; collection: what has something in common
                     * @default series
                     * @enum {string}
                     */
                    kind?: "series" | "collection";
                    /** @default  */
                    description?: string;
                    /** @description Its first members */
                    ids?: number[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pool"];
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
    getPool: {
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
                    "application/json": components["schemas"]["Pool"];
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
    deletePool: {
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
    editPool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique, whatever its letter case; spaces and underscores are the same */
                    name?: string;
                    /**
                     * @description series: read from the first to the last; collection: what has something in common
                     * @enum {string}
                     */
                    kind?: "series" | "collection";
                    description?: string;
                    /** @description A member; null: the first one */
                    cover?: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pool"];
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
    restorePool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What it is called from now on, where another pool took its name */
                    name?: string;
                } | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pool"];
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
    listPoolAssets: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
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
                    "application/json": components["schemas"]["PoolMembersPage"];
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
    addToPool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: number[];
                    /** @description A member they come to lie before */
                    before?: number;
                    /** @description The place of the first of them, counted from 1; beyond the end is the end */
                    at?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolMembersEdit"];
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
    removeFromPool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: number[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolMembersEdit"];
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
    moveInPool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description They move together, in this order; without before and at to the end */
                    ids: number[];
                    /** @description A member they come to lie before */
                    before?: number;
                    /** @description The place of the first of them, counted from 1; beyond the end is the end */
                    at?: number;
                    /** @description Of the order they were seen in; when that is no longer the order: pool-changed */
                    version: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolMembersEdit"];
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
    restoreInPool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    places: components["schemas"]["PoolPlaceInput"][];
                    version?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolMembersEdit"];
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
    getPoolsOfAsset: {
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
                    "application/json": components["schemas"]["PoolsOfAsset"];
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
    scanExactDuplicates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExactScanRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAccepted"];
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
    getExactReport: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                task_id: string;
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
                    "application/json": components["schemas"]["DuplicateReport"];
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
    listExactTasks: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
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
                    "application/json": components["schemas"]["DuplicateTasks"];
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
    applyExactDuplicates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExactApplyRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAccepted"];
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
    archiveExactDuplicates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExactApplyRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAccepted"];
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
    undoExactDuplicates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExactUndoRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAccepted"];
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
    getTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
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
                    "application/json": components["schemas"]["Task"];
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
    cancelTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
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
                    "application/json": components["schemas"]["Task"];
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
    startProcess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProcessRequest"];
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
    resumeIngest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResumeRequest"];
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
    getWebhookSecret: {
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
                    "application/json": components["schemas"]["WebhookSecret"];
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
    listDirectories: {
        parameters: {
            query?: {
                /** @description Absolute; absent = the roots */
                path?: string;
                cursor?: string;
                limit?: number;
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
                    "application/json": components["schemas"]["DirectoryPage"];
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
    listRootStates: {
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
                    "application/json": components["schemas"]["RootList"];
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
    checkRoot: {
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
                    "application/json": components["schemas"]["Root"];
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
    moveRoot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RootMove"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Root"];
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
            query?: {
                /** @description A session of openUploads that takes the files while it is open; without it they get one of their own */
                session?: string;
            };
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
    findKnownContents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KnownRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnownContents"];
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
    openUploads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
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
    sealUploads: {
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
    createUpload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Begun */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
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
    endUpload: {
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
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
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
    sendUploadChunk: {
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
            /** @description Safe on disk; the header Upload-Offset says where to go on */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
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
    importUrls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UrlRequest"];
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
                /** @description active = discovering or running; finished also holds cancelled; troubled = with failed files */
                state?: "active" | "paused" | "finished" | "cancelled" | "troubled";
                source?: "watch" | "upload" | "scan" | "url";
                /** @description Words that must all occur in the id, the source or the paths */
                search?: string;
                /** @description Opened at this time or later; a date or a date with time */
                from?: string;
                /** @description Opened before this time; of a date the whole day counts */
                to?: string;
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
    listSessionErrors: {
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
                    "application/json": components["schemas"]["SessionErrors"];
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
    listUnread: {
        parameters: {
            query?: {
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
                    "application/json": components["schemas"]["UnreadPage"];
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
    getSessionReport: {
        parameters: {
            query?: {
                format?: "json" | "csv";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report, streamed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "text/csv": string;
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
    pauseSession: {
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
    resumeSession: {
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
    retrySession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryRequest"] | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetryResult"];
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
    getMissingPrograms: {
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
                    "application/json": components["schemas"]["MissingProgramList"];
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
    offerAgain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferAgainRequest"] | null;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferAgainResult"];
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
    listAudit: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description What it was done to, such as a session id */
                subject?: string;
                /** @description web, cli or system */
                actor?: string;
                /** @description Such as session-paused */
                action?: string;
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
                    "application/json": components["schemas"]["AuditPage"];
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
    getFormats: {
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
                    "application/json": components["schemas"]["FormatList"];
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
    listLanes: {
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
                    "application/json": components["schemas"]["LaneList"];
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
    pauseLane: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lane: "discover" | "ingest" | "fetch" | "unpack" | "curate" | "describe" | "proxy" | "purge" | "webhook";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LanePause"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lane"];
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
    resumeLane: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lane: "discover" | "ingest" | "fetch" | "unpack" | "curate" | "describe" | "proxy" | "purge" | "webhook";
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
                    "application/json": components["schemas"]["Lane"];
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
    limitLane: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lane: "discover" | "ingest" | "fetch" | "unpack" | "curate" | "describe" | "proxy" | "purge" | "webhook";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LaneLimit"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lane"];
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
    exportLibrary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One JSON object a line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
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
    getSettings: {
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
                    "application/json": components["schemas"]["Settings"];
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
    changeSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsChange"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
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
    listApiKeys: {
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
                    "application/json": components["schemas"]["ApiKeyList"];
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
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
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
    revokeApiKey: {
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
                    "application/json": components["schemas"]["ApiKey"];
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
    autocompleteTags: {
        parameters: {
            query?: {
                /** @description What was typed so far; empty gives the tags this library has most */
                q?: string;
                limit?: number;
                category?: string;
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
                    "application/json": components["schemas"]["SuggestedTags"];
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
    explainSearch: {
        parameters: {
            query?: {
                q?: string;
                /** @description Whether to say how it is answered, which counts what is found */
                plan?: "true" | "false";
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
                    "application/json": components["schemas"]["SearchExplanation"];
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
    listSearchFields: {
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
                    "application/json": components["schemas"]["SearchFields"];
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
    listSavedSearches: {
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
                    "application/json": components["schemas"]["SavedSearches"];
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
    saveSearch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique, whatever its letter case; used as search:"name" */
                    name: string;
                    query: string;
                    /** @description Shown where one sees it without asking */
                    pinned?: boolean;
                    /** @description Its place in the list, counted from 0 */
                    position?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedSearch"];
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
    deleteSavedSearch: {
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
                    "application/json": components["schemas"]["DeletedSearch"];
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
    editSavedSearch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique, whatever its letter case; used as search:"name" */
                    name?: string;
                    query?: string;
                    /** @description Shown where one sees it without asking */
                    pinned?: boolean;
                    /** @description Its place in the list, counted from 0 */
                    position?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedSearches"];
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
    listTags: {
        parameters: {
            query?: {
                /** @description Part of the name; * stands for anything, and then it is the whole name */
                name?: string;
                category?: string;
                deprecated?: "true" | "false";
                /** @description true: borne by nothing */
                empty?: "true" | "false";
                order?: "count" | "name" | "newest";
                limit?: number;
                cursor?: string;
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
                    "application/json": components["schemas"]["TagList"];
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
    createTag: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @default general */
                    category?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
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
    getTag: {
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
                    "application/json": components["schemas"]["TagDetail"];
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
    deleteTag: {
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
    editTag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagEdit"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
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
    addTagAlias: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagDetail"];
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
    removeTagAlias: {
        parameters: {
            query: {
                name: string;
            };
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
                    "application/json": components["schemas"]["TagDetail"];
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
    previewTagMerge: {
        parameters: {
            query: {
                into: number;
            };
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
                    "application/json": components["schemas"]["TagMergePreview"];
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
    mergeTag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    into: number;
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
                    "application/json": components["schemas"]["TaskAccepted"];
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
    listTagCategories: {
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
                    "application/json": components["schemas"]["TagCategoryList"];
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
    createTagCategory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    color?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagCategoryList"];
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
    deleteTagCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
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
                    "application/json": components["schemas"]["TagCategoryList"];
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
    editTagCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    color?: string | null;
                    position?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagCategoryList"];
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
    listTagImplications: {
        parameters: {
            query?: {
                state?: "suggested" | "active" | "rejected";
                origin?: "human" | "pattern" | "statistics" | "import";
                limit?: number;
                cursor?: string;
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
                    "application/json": components["schemas"]["TagImplicationList"];
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
    addTagImplication: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Names, or other names, of two tags */
        requestBody: {
            content: {
                "application/json": {
                    antecedent: string;
                    consequent: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpreadTask"];
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
    previewTagImplication: {
        parameters: {
            query: {
                antecedent: string;
                consequent: string;
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
                    "application/json": components["schemas"]["TagImplicationPreview"];
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
    decideTagImplications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default [] */
                    approve?: number[];
                    /** @default [] */
                    reject?: number[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagImplicationsDecided"];
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
    searchTagImplications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 10 */
                    minSupport?: number;
                    /** @default 0.9 */
                    minConfidence?: number;
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
                    "application/json": components["schemas"]["TaskAccepted"];
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
    listTagTasks: {
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
                    "application/json": components["schemas"]["OpenTagTasks"];
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
    importTags: {
        parameters: {
            query?: {
                /** @description What numbers of categories mean; without it, as the list shows */
                numbers?: "danbooru" | "e621";
            };
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
                    "application/json": components["schemas"]["TaskAccepted"];
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
    previewTagPrune: {
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
                    "application/json": components["schemas"]["TagPrunePreview"];
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
    pruneTags: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Also those with a note, a category, other names or rules, and those a person made or a list brought
                     * @default false
                     */
                    all?: boolean;
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
                    "application/json": components["schemas"]["TaskAccepted"];
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
