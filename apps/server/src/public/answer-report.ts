/** The form for reports of flaws: anybody may send one, so it is bounded in size and in number. */
import { htmlPage } from './replies.ts'
import { formatForm, formatTooMany, languageOf, mostReportBytes, takeReport } from './report-form.ts'
import { queryOf, type Visit } from './visit.ts'

/** The form, or what became of a report; undefined for every other method. */
export async function answerReport(visit: Visit): Promise<Response | undefined> {
  const { request, page, url, limits, peer } = visit
  const facts = {
    page,
    url,
    language: languageOf(url, request.headers.get('accept-language')),
    query: queryOf(url),
  }
  if (request.method === 'GET' || request.method === 'HEAD') return htmlPage(formatForm(facts))
  if (request.method !== 'POST' || page.isPreview) return undefined
  if (!(request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded'))
    return htmlPage(formatForm(facts), 415)
  const late =
    limits.address.take(peer.address, 1) ?? limits.product.take(`${page.org.id}/${page.product.id}`, 1)
  if (late !== undefined) return htmlPage(formatTooMany(facts, late), 429, { 'retry-after': String(late) })
  const body = await readBounded(request, mostReportBytes)
  if (body === undefined) return htmlPage(formatForm(facts), 413)
  const outcome = await takeReport(facts, body, visit.parts.kernel.now())
  return htmlPage(outcome.page, outcome.status)
}

/** Undefined where there is more; the rest is not read. */
async function readBounded(request: Request, most: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  const body: AsyncIterable<Uint8Array> | null = request.body
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
