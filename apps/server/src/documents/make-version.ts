/** Makes a version of a paper: built, released through the gate where asked for, written in every format, kept and told. */
import type { documentRoutes } from '@occtet/contract/api'
import { err, ok, type Result } from '@occtet/toolkit/base'
import {
  buildPaper,
  checkPaper,
  type Paper,
  paperEvents,
  type PaperKind,
  releasePaper,
  toPaperInput,
} from '@occtet/toolkit/documents'
import type { Caller, Handler, OrgScope } from '../kernel/model.ts'
import { comparePapers } from './changes.ts'
import { readPaperFacts, type ReleasePapers } from './paper-facts.ts'
import { refuse, type Refused } from './refusals.ts'
import { renderPaper } from './render.ts'
import { addVersion, filesOf, newestModel, toVersionView } from './version-rows.ts'

export interface VersionWish {
  readonly product: string
  readonly release: string
  readonly kind: PaperKind
  readonly language: 'en' | 'de'
  readonly state: 'draft' | 'final'
  readonly caller: Caller
  readonly now: string
}

type Reply = Awaited<ReturnType<Handler<(typeof documentRoutes)['documents.create']>>>

export async function makeVersion(org: OrgScope, wish: VersionWish): Promise<Reply> {
  const read = await readPaperFacts(org, wish)
  if (!read.ok) return read.error
  const made = buildVersion(read.value, wish)
  if (!made.ok) return made.error
  const paper = made.value
  const rendered = await renderPaper(paper)
  const { desk } = read.value
  const by = wish.state === 'final' ? wish.caller.name : undefined
  const changed = await org.change(async (change) => {
    const rows = { id: org.id, db: change.db }
    const place = { release: desk.release.id, paper: paper.id }
    const before = await newestModel(rows, place, paper.language)
    const row = await addVersion(rows, {
      ...place,
      product: desk.product.id,
      model: paper,
      rendered,
      missing: checkPaper(paper).missing.filter((part) => part.isMandatory).length,
      changes: before === undefined ? undefined : comparePapers(before, paper),
      by: wish.caller.name,
      now: wish.now,
    })
    for (const { name, bytes } of rendered.files) {
      const told = { product: desk.subject.id, paper, by, name, content: bytes }
      for (const draft of paperEvents(told)) change.record(draft)
    }
    return toVersionView(row, await filesOf(rows, row.id))
  })
  return { kind: 'value', value: { version: changed.value, recorded: await changed.recorded() } }
}

/** A person releases, by name: a token is a machine. */
function buildVersion({ facts }: ReleasePapers, wish: VersionWish): Result<Paper, Refused> {
  const built = buildPaper(wish.kind, toPaperInput({ ...facts, language: wish.language }))
  if (!built.ok) return err(refuse(422, 'PAPER_REFUSED', `${built.error.reason} (${built.error.article})`))
  if (wish.state === 'draft') return ok(built.value)
  if (wish.caller.kind !== 'person') return err(personNeeded())
  const released = releasePaper(built.value, { by: wish.caller.name, at: wish.now })
  if (released.ok) return released
  const { code, message, missing } = released.error
  if (code === 'RELEASE_WITHOUT_PERSON') return err(personNeeded())
  const names = missing.map(({ label, where }) => `${label} (${where})`).join('; ')
  return err(refuse(422, code, `${message}: ${names}`))
}

export function personNeeded(): Refused {
  return refuse(422, 'PERSON_NEEDED', 'a person releases and signs papers, by name; a token cannot')
}
