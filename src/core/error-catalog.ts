/** When an automatic retry makes sense: `later` by itself with back-off, `after-fix` once the cause is gone, `never`. */
export type RetryClass = 'never' | 'later' | 'after-fix';

export interface ErrorEntry {
  readonly status: number;
  readonly title: string;
  readonly retry: RetryClass;
  /** What the person can do now. Never empty. */
  readonly next: string;
}

const entry = (status: number, retry: RetryClass, title: string, next: string): ErrorEntry => ({ status, retry, title, next });

/** Every error Magpie can give. docs/errors.md is generated from this table. */
export const ERROR_CATALOG = {
  // what is wrong with a file
  'unsupported-type': entry(
    415,
    'never',
    'This kind of file is not supported',
    'magpie doctor lists what is. Convert it to one of those and add it again; the original was left where it is.',
  ),
  'svg-refused': entry(
    415,
    'never',
    'This drawing reaches out of itself',
    'It carries scripts or refers to things outside. Save it as plain SVG or export it as PNG and add that.',
  ),
  sidecar: entry(
    415,
    'never',
    'A sidecar: it describes other files',
    'Nothing need be done: what it says was taken over by its picture, or is kept until the picture comes.',
  ),
  'exiftool-missing': entry(501, 'after-fix', 'exiftool cannot run here', 'Install perl, which it needs: sudo apt install perl'),
  'metadata-unreadable': entry(
    422,
    'later',
    'What is written in the file cannot be read',
    'Magpie tries again twice; after that the facts that were read when it came in stay. Run exiftool on the file to see what is wrong.',
  ),
  'empty-file': entry(422, 'never', 'The file is empty', 'Copy it again from where it came from.'),
  'file-truncated': entry(422, 'never', 'The file ends too early', 'Copy it again from where it came from; the copy seems to have been cut off.'),
  'decode-failed': entry(422, 'never', 'The picture cannot be decoded', 'Open it in an image editor and save it again, or delete it.'),
  'query-invalid': entry(400, 'never', 'The search cannot be read', 'Mend the place that is named; words in quotes are taken as they are.'),
  'tool-missing': entry(
    415,
    'after-fix',
    'This kind of file needs a program that is not installed',
    'Install it with the command named here (magpie doctor lists them all), then: magpie sessions retry latest --code tool-missing.',
  ),
  'too-many-pixels': entry(422, 'never', 'The picture is larger than the pixel limit', 'Raise media.maxPixels in the settings, or scale the picture down.'),
  'file-too-large': entry(413, 'never', 'The file is larger than the limit', 'Raise ingest.maxFileBytes in the settings.'),
  'file-changed': entry(409, 'later', 'The file changed while it was read', 'Magpie tries again by itself once the file is quiet.'),
  'file-incomplete': entry(409, 'later', 'The file is still being written', 'Magpie tries again by itself once the file is complete.'),
  'file-vanished': entry(404, 'never', 'The file is no longer there', 'If it was moved, scan the folder it is in now.'),
  'not-a-file': entry(422, 'never', 'This is not a regular file', 'Links, sockets and devices are not read; add the file it points to.'),
  'name-not-utf8': entry(422, 'never', 'The file name is not valid UTF-8', 'Rename the file (convmv does it for whole folders) and scan again.'),
  'poison-file': entry(
    422,
    'never',
    'This file killed the process that read it',
    'It was set aside and its original kept. Retry it after an update, or delete it.',
  ),
  'gave-up': entry(422, 'never', 'Gave up after repeated failures', 'See the last error of this file, mend the cause, then retry it.'),
  'session-cancelled': entry(409, 'never', 'The session was cancelled before this file was read', 'Start the same ingest again to take it in.'),
  'in-trash': entry(
    409,
    'never',
    'The same content lies in the trash',
    'Restore it from the Trash page, or choose on the page of the session to take it back; the file was left where it is.',
  ),
  'deleted-before': entry(
    409,
    'never',
    'The same content was deleted before',
    'To have it back, upload it, or choose on the page of the session to take it back; the file was left where it is.',
  ),
  'being-purged': entry(409, 'later', 'The same content is just being deleted', 'Magpie tries again by itself in a moment.'),
  // what is wrong with what comes from outside
  'archive-refused': entry(
    422,
    'never',
    'This archive is not unpacked',
    'It holds links, paths that lead out of it, or far more than its size suggests. Unpack it yourself and add the pictures.',
  ),
  'archive-encrypted': entry(422, 'never', 'The archive is encrypted', 'Unpack it with its password and add the pictures.'),
  'archive-damaged': entry(422, 'never', 'The archive is damaged', 'Make it again, or unpack it yourself and add the pictures.'),
  'archive-too-large': entry(413, 'never', 'The archive holds more than the limit', 'Raise import.maxUnpackedBytes in the settings, or send it in parts.'),
  'url-refused': entry(
    422,
    'never',
    'This address is not fetched',
    'Only http and https addresses on the public internet are. For your own network, set import.allowPrivateAddresses.',
  ),
  'url-unreachable': entry(502, 'later', 'The address cannot be reached', 'Magpie tries again by itself; check that it opens in a browser.'),
  'url-busy': entry(503, 'later', 'The other server asked to come back later', 'Magpie tries again by itself at the time the server named.'),
  'url-answer': entry(422, 'never', 'The other server did not give the file', 'Open the address in a browser: it may need a login, or be gone.'),
  'upload-not-found': entry(404, 'never', 'There is no such upload', 'It may have expired or been ended; start it again.'),
  'upload-locked': entry(423, 'later', 'This upload is being received by another request', 'Try again in a few seconds.'),
  'upload-offset': entry(409, 'never', 'The upload goes on at another offset', 'Ask for the offset with HEAD and go on from there.'),
  'upload-checksum': entry(460, 'later', 'The bytes do not match their checksum', 'Send the same bytes again from the same offset.'),
  'upload-protocol': entry(412, 'never', 'This version of the tus protocol is not spoken here', 'Send the header Tus-Resumable: 1.0.0.'),
  'upload-type': entry(415, 'never', 'The bytes of an upload need their own content type', 'Send them as application/offset+octet-stream.'),
  // what is wrong with the machine
  'disk-full': entry(507, 'after-fix', 'There is no space left on the disk', 'Free some space; Magpie goes on by itself.'),
  'read-only': entry(507, 'after-fix', 'The file system is read-only', 'Mount it writable, or choose another data folder with --data.'),
  'permission-denied': entry(403, 'after-fix', 'Permission denied', 'Give the user that runs Magpie the right to read (and, for a move, to delete) this path.'),
  'too-many-open-files': entry(503, 'later', 'Too many open files', 'Raise the limit (ulimit -n); Magpie tries again by itself.'),
  'io-error': entry(503, 'later', 'The disk reported an input/output error', 'Check the disk or the network mount; Magpie tries again by itself.'),
  'stored-bytes-differ': entry(
    500,
    'after-fix',
    'The stored copy does not match its hash',
    'Run magpie verify, then restore the file from its source or a backup.',
  ),
  'catalog-locked': entry(503, 'later', 'The catalog is busy', 'Another program holds the database; try again in a moment.'),
  'catalog-unreachable': entry(503, 'after-fix', 'The catalog cannot be reached', 'Check that the database runs and that DATABASE_URL is right.'),
  'catalog-newer': entry(503, 'after-fix', 'The catalog was made by a newer Magpie', 'Start the newer version, or restore the backup made before the upgrade.'),
  'lease-lost': entry(409, 'later', 'Another worker took this job over', 'Nothing to do: the work was handed on.'),
  'port-in-use': entry(500, 'after-fix', 'The port is already in use', 'Stop the other program or choose another port with --port.'),
  'already-running': entry(409, 'after-fix', 'Magpie already runs on this data folder', 'Use the running one, or stop it first.'),
  // what is wrong with a request
  'invalid-input': entry(400, 'never', 'The request is not valid', 'Correct the fields named in errors and send it again.'),
  'invalid-config': entry(
    400,
    'after-fix',
    'The configuration is not valid',
    'Correct the setting named here; magpie config print shows where each value came from.',
  ),
  'lane-paused': entry(503, 'later', 'This kind of work is paused', 'It goes on by itself; magpie lanes resume lets it go on at once.'),
  'quiet-hours': entry(503, 'later', 'These are quiet hours', 'It goes on by itself when they end; the setting quietHours says when that is.'),
  'settings-changed': entry(409, 'after-fix', 'The settings were changed meanwhile', 'Load the page again and make your change on the new settings.'),
  'not-found': entry(404, 'never', 'There is nothing at this address', 'Check the address; GET /openapi.json lists them all.'),
  'asset-not-found': entry(404, 'never', 'There is no such asset', 'It may have been deleted; search for it again.'),
  'stack-not-found': entry(404, 'never', 'There is no such stack', 'It may have been taken apart; look at its pictures one by one.'),
  'no-workflow': entry(
    404,
    'never',
    'This asset carries no ComfyUI workflow',
    'Only pictures and videos that ComfyUI saved with its metadata have one; what is known is in the asset itself.',
  ),
  'original-missing': entry(404, 'after-fix', 'The file of this asset is not where it should be', 'Check that its disk is mounted, then run magpie verify.'),
  'derivative-missing': entry(
    404,
    'after-fix',
    'The reduced picture of this asset is missing',
    'Run magpie verify --fix; it makes it again from the original.',
  ),
  'video-preparing': entry(
    404,
    'later',
    'The copy of this video for browsers is being made',
    'It can be played here once it is ready; the original can be downloaded now.',
  ),
  'video-not-playable': entry(404, 'never', 'Browsers cannot play this', 'Download the original and play it in another program.'),
  'session-not-found': entry(404, 'never', 'There is no such session', 'GET /api/v1/ingest/sessions lists them.'),
  'folder-not-allowed': entry(
    403,
    'never',
    'This folder is not one of the configured roots',
    'Add it under roots in config.yml, or run magpie ingest on the machine itself.',
  ),
  'folder-not-found': entry(404, 'never', 'There is no such folder', 'Check the path and that the disk is mounted.'),
  'method-not-allowed': entry(405, 'never', 'This address does not take this method', 'GET /openapi.json lists what it takes.'),
  'payload-too-large': entry(413, 'never', 'The upload is larger than the limit', 'Send fewer or smaller files, or raise upload.maxBytes in the settings.'),
  'root-not-found': entry(404, 'never', 'There is no such root', 'GET /api/v1/roots and magpie roots list them.'),
  'root-differs': entry(
    409,
    'after-fix',
    'The folder there is not this root',
    'Check the path. If it is the right folder, run magpie roots move with --force on the machine itself.',
  ),
  'root-offline': entry(503, 'after-fix', 'The root of this file is offline', 'Connect or mount its disk; Magpie goes on by itself.'),
  'range-not-satisfiable': entry(416, 'never', 'The range lies outside the file', 'Ask for a range within the Content-Length.'),
  'task-not-found': entry(404, 'never', 'There is no such task', 'GET /api/v1/duplicates/exact/reports lists the searches for duplicates.'),
  'task-running': entry(409, 'later', 'A task of this kind is under way', 'Wait until it is finished, then start the next one.'),
  'report-unfinished': entry(409, 'later', 'The search for duplicates is not finished', 'Wait until its report says finished.'),
  'option-not-available': entry(
    422,
    'never',
    'This option is not available in this version',
    'Leave out the options named in errors, or switch them off, and send it again.',
  ),
  'webhook-failed': entry(
    502,
    'later',
    'The webhook could not be delivered',
    'Magpie tries again by itself for some hours; check that the address can be reached from here.',
  ),
  'webhook-refused': entry(422, 'never', 'The receiver refused the webhook', 'Check its address and what it expects; the next session calls again.'),
  'session-finished': entry(409, 'never', 'This session has already finished', 'Start a new one.'),
  'login-required': entry(401, 'never', 'Please log in', 'POST /api/v1/auth/login with the password, or open the web page.'),
  'exchange-invalid': entry(
    422,
    'never',
    'This is no export that can be taken in',
    'See docs/how-to/export-and-import.md for what is read; make the export again if it was cut off. Nothing was changed.',
  ),
  'api-key-invalid': entry(
    401,
    'never',
    'The API key is not valid',
    'It was revoked, has run out, or is mistyped; make a new one in the settings or with magpie keys create.',
  ),
  'api-key-scope': entry(403, 'never', 'The API key may not do this', 'Make a key with the scope that is named here.'),
  'api-key-not-found': entry(404, 'never', 'There is no such API key', 'GET /api/v1/api-keys and magpie keys list them; it may have been revoked already.'),
  'wrong-password': entry(401, 'never', 'The password is not right', 'Try again, or set a new one on the machine with magpie password.'),
  'too-many-attempts': entry(429, 'later', 'Too many attempts', 'Wait for the time given in Retry-After.'),
  'too-many-requests': entry(429, 'later', 'Too many requests', 'Wait for the time given in Retry-After.'),
  'cross-origin': entry(403, 'never', 'This request came from another site', 'Use the page Magpie itself serves.'),
  'host-not-allowed': entry(
    403,
    'after-fix',
    'Magpie does not answer under this host name',
    'Open it as http://127.0.0.1 with its port, or set a password to use other names.',
  ),
  'password-needed': entry(
    400,
    'after-fix',
    'A password is needed before listening beyond this machine',
    'Run magpie password first, or keep host at 127.0.0.1.',
  ),
  overloaded: entry(503, 'later', 'The server is busy', 'Try again in a moment.'),
  'shutting-down': entry(503, 'later', 'The server is shutting down', 'Try again in a moment.'),
  internal: entry(500, 'later', 'Something went wrong inside Magpie', 'Try again; if it stays, report it with the log line that has the same time.'),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERROR_CATALOG;
