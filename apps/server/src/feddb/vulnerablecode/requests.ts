/** Requests of VulnerableCode's clients, checked; and the addresses that answers point to. */
import { err, ok, type Result } from '@occtet/toolkit/base'
import type { FeddbContext, Shared } from '../app-context.ts'
import { toMembers } from '../http/members.ts'
import { readJson } from '../http/read-json.ts'
import { problemResponse } from '../http/respond.ts'

export type Body = ReadonlyMap<string, unknown>

/** The error is the response to send. */
export async function readRequest(c: FeddbContext, shared: Shared): Promise<Result<Body, Response>> {
  const body = await readJson(c.req.raw, shared.limits.bodyBytes, shared.budget)
  if (!body.ok) return err(problemResponse(body.error))
  const members = toMembers(body.value)
  return members === undefined ? unexpected('expected a JSON object') : ok(members)
}

export function readPurls(
  body: Body,
  rules: { readonly limit: number; readonly mayBeEmpty: boolean },
): Result<readonly string[], Response> {
  const purls = body.get('purls')
  if (!Array.isArray(purls) || !purls.every((purl) => typeof purl === 'string')) {
    return unexpected("expected 'purls', a list of package URLs")
  }
  if (purls.length === 0 && !rules.mayBeEmpty) return unexpected("expected at least one purl in 'purls'")
  if (purls.length > rules.limit) {
    const message = `expected at most ${rules.limit} purls in one request, found ${purls.length}`
    return err(problemResponse({ status: 400, code: 'TOO_MANY', message }))
  }
  return ok(purls)
}

export function unexpected(message: string): Result<never, Response> {
  return err(problemResponse({ status: 400, code: 'SHAPE_UNEXPECTED', message }))
}

/** As the client addressed us; it alone reads the links. */
export function originOf(c: FeddbContext): string {
  return new URL(c.req.url).origin
}

export function recordUrl(origin: string, id: string): string {
  return `${origin}/api/feddb/advisories/${encodeURIComponent(id)}`
}

export function packageUrl(origin: string, purl: string): string {
  return `${origin}/api/feddb/packages/${encodeURIComponent(purl)}`
}
