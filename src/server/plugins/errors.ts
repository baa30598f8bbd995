import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { ErrorCode } from '../../core/error-catalog.ts';
import { AppError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import { RangeError416 } from '../bytes/send-bytes.ts';
import type { Api } from '../deps.ts';
import { plainIssue } from '../plain-issue.ts';
import { toProblem } from '../problem.ts';
import type { AllowedMethods } from './allowed-methods.ts';
import { sendPage, wantsPage } from './web-page.ts';

/** Every failure leaves as application/problem+json; what was not expected is logged, and told only as `internal`. */
export function errorPlugin(app: Api, logger: Logger, methods: AllowedMethods, hasPage: boolean): void {
  app.setErrorHandler((thrown: unknown, request, reply) => {
    const error = asAppError(thrown);
    if (error.code === 'internal')
      logger.error({ code: error.code, request: request.id, method: request.method, url: pathOf(request), err: thrown }, 'request failed');
    return sendProblem(request, reply, error);
  });
  // Returns nothing: a reply that is returned is awaited, once more for every handler it came through.
  app.setNotFoundHandler((request, reply): void => {
    const allowed = methods.of(pathOf(request));
    if (allowed.length > 0) {
      reply.header('allow', allowed.join(', '));
      sendProblem(request, reply, new AppError('method-not-allowed', { detail: `This address takes ${allowed.join(', ')}` }));
    } else if (hasPage && wantsPage(request)) {
      sendPage(reply);
    } else {
      sendProblem(request, reply, new AppError('not-found'));
    }
  });
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError): FastifyReply {
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
  // What a route said about a success does not hold for the error.
  for (const name of ['etag', 'cache-control', 'content-disposition', 'content-length', 'content-range', 'accept-ranges', 'last-modified'])
    reply.removeHeader(name);
  if (error instanceof RangeError416) reply.header('content-range', `bytes */${error.size}`);
  return reply
    .code(error.entry.status)
    .header('cache-control', 'no-store')
    .header('content-type', 'application/problem+json')
    .send(Buffer.from(JSON.stringify(toProblem(error, request.id))));
}

function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const where = WHERE[thrown.validationContext ?? ''] ?? 'request';
    const fields = thrown.validation.map((issue) => ({
      path: issue.instancePath.replace(/^\//, '').replaceAll('/', '.') || where,
      message: plainIssue(issue),
    }));
    return new AppError('invalid-input', {
      detail: `The ${where} is not valid: ${fields.map((field) => `${field.path}: ${field.message}`).join('; ')}`.slice(0, 500),
      fields,
    });
  }
  const { code, statusCode, message } = thrown as Partial<FastifyError>;
  const known = code === undefined ? undefined : BY_FRAMEWORK_CODE[code];
  if (known !== undefined) return new AppError(known, { cause: thrown });
  // The framework's own refusals (a body that is not JSON, a wrong content type): their words are meant for the caller.
  if (code?.startsWith('FST_') && statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new AppError('invalid-input', { detail: message ?? '', cause: thrown });
  if (thrown instanceof Error && MULTIPART.test(thrown.message))
    return new AppError('invalid-input', { detail: `The body is no multipart/form-data: ${thrown.message.replace(/^Multipart: /, '')}`, cause: thrown });
  return new AppError('internal', { cause: thrown });
}

/** What busboy, which reads forms, says of a body it cannot read; it gives no code. */
const MULTIPART = /^(?:Multipart: |Malformed (?:content type|part header)|Unsupported content type|Unexpected end of (?:form|file))/;

const WHERE: Record<string, string> = { params: 'address', querystring: 'query', body: 'body', headers: 'header' };

const BY_FRAMEWORK_CODE: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload-too-large',
  FST_REQ_FILE_TOO_LARGE: 'payload-too-large',
  FST_FILES_LIMIT: 'payload-too-large',
  FST_PARTS_LIMIT: 'payload-too-large',
  FST_FIELDS_LIMIT: 'payload-too-large',
  FST_ERR_NOT_FOUND: 'not-found',
};

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/';
}
