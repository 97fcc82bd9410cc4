/** CSAF as a trusted provider hands it out: metadata, lists, documents and their digests. */
import type { Kernel } from '../kernel/model.ts'
import { csafPaths, openpgpFolder } from './addresses.ts'
import {
  type Directory,
  formatChanges,
  formatFeed,
  formatIndex,
  formatListing,
  formatProviderMetadata,
} from './csaf-directory.ts'
import { type CsafFacts, csafRole, readCsafFacts } from './csaf-role.ts'
import { listPages, type OpenPage } from './open-page.ts'
import { download, jsonText, medias, missing, text } from './replies.ts'
import { baseOf } from './security-txt.ts'
import type { Visit } from './visit.ts'

/** Requirement 9 knows one provider per server; with several, security.txt names them all. */
export async function serverMetadata(kernel: Kernel): Promise<Response> {
  const pages = (await listPages(kernel)).filter(({ wishes }) => wishes.parts.csaf)
  const [page] = pages
  if (page === undefined || pages.length > 1) return missing()
  return metadataOf(await directoryOf(kernel, page)) ?? missing()
}

/** A role that is not fulfilled is not claimed: without https or a document there is nothing. */
function metadataOf(directory: Whole): Response | undefined {
  const { role } = csafRole(directory)
  return role === 'none' ? undefined : jsonText(formatProviderMetadata(directory, role))
}

type Whole = Directory & CsafFacts

async function directoryOf(kernel: Kernel, page: OpenPage): Promise<Whole> {
  const facts = await readCsafFacts(page.org, page.product, { kernel, wishes: page.wishes })
  const signed = new Set(facts.signatures.keys())
  return { ...facts, signed, base: baseOf(page, kernel.settings.publicUrl) }
}

export async function answerCsaf({ page, below, parts: { kernel } }: Visit): Promise<Response | undefined> {
  const directory = await directoryOf(kernel, page)
  switch (below) {
    case csafPaths.metadata:
      return metadataOf(directory)
    case csafPaths.feed:
      return jsonText(formatFeed(directory))
    case `${csafPaths.folder}index.txt`:
      return text(formatIndex(directory), medias.plain)
    case `${csafPaths.folder}changes.csv`:
      return text(formatChanges(directory), medias.csv)
    default:
      return answerDocument(page, below, directory)
  }
}

async function answerDocument(
  page: OpenPage,
  below: string,
  directory: Whole,
): Promise<Response | undefined> {
  const { files, signatures } = directory
  const folder = /^\/csaf\/white\/((?:\d{4}\/)?)$/.exec(below)?.[1]
  if (folder !== undefined) return listing(directory, folder)
  const asked = /^\/csaf\/white\/(\d{4}\/[^/]+\.json)(\.sha256|\.sha512|\.asc)?$/.exec(below)
  const row = files.find(({ kind, path }) => kind === 'csaf' && path === asked?.[1])
  if (row === undefined) return undefined
  const name = row.path.slice(5)
  if (asked?.[2] === '.sha256') return text(`${row.digest}  ${name}\n`, medias.plain)
  if (asked?.[2] === '.sha512') return text(`${row.sha512}  ${name}\n`, medias.plain)
  if (asked?.[2] === '.asc') {
    const signature = signatures.get(row.id)?.signature
    return signature === undefined ? undefined : text(signature, medias.signature)
  }
  return download(page, row, name)
}

function listing(directory: Directory, folder: string): Response | undefined {
  const page = formatListing(directory, folder)
  return page === undefined ? undefined : text(page, medias.html)
}

/** Requirement 20. A key is public while its organisation publishes CSAF, and not known to be here otherwise. */
export async function answerKey(kernel: Kernel, path: string): Promise<Response> {
  const fingerprint = /^([0-9a-f]{40,64})\.asc$/.exec(path.slice(openpgpFolder.length).toLowerCase())?.[1]
  if (fingerprint === undefined) return missing()
  const rows = await kernel.db
    .selectFrom('openpgp_key')
    .select(['org_id', 'public_key'])
    .where('fingerprint', '=', fingerprint)
    .execute()
  const publishers = rows.length === 0 ? [] : await listPages(kernel)
  const row = rows.find(({ org_id: id }) =>
    publishers.some(({ org, wishes }) => org.id === id && wishes.parts.csaf),
  )
  return row === undefined ? missing() : text(row.public_key, medias.key)
}
