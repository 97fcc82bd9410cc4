/** The completeness gate: what a paper still lacks, item by item, and the only door from draft to released. */
import { err, ok, type Result } from '../../base/index.ts'
import { checksOf, isGap, type Paper, type Statement, statementsOf } from './model.ts'

export interface MissingPart {
  /** Items of the catalogue, such as `DOC-A7-1a`; empty for what only this paper asks. */
  readonly items: readonly string[]
  readonly article: string
  readonly label: string
  readonly what: string
  readonly where: string
  /** False: the paper may go out without it; the gap stays visible. */
  readonly isMandatory: boolean
}

export interface PaperCheck {
  readonly paper: string
  readonly title: string
  readonly missing: readonly MissingPart[]
  /** Statements and checklist lines that rest on something. */
  readonly grounded: number
  readonly total: number
  /** Nothing mandatory is missing. A person must still release it. */
  readonly isComplete: boolean
}

/** Never throws; the order of `missing` is the order of the paper. */
export function checkPaper(paper: Paper): PaperCheck {
  const statements = statementsOf(paper)
  const checks = checksOf(paper)
  const missing = [...statements.flatMap(toMissing), ...checks.flatMap(openCheck)]
  const total = statements.length + checks.length
  return {
    paper: paper.id,
    title: paper.title,
    missing,
    grounded: total - missing.length,
    total,
    isComplete: !missing.some((part) => part.isMandatory),
  }
}

function toMissing(statement: Statement): readonly MissingPart[] {
  if (!isGap(statement)) return []
  const { items, label, isMandatory, basis } = statement
  return [{ items, article: statement.article, label, what: basis.what, where: basis.where, isMandatory }]
}

function openCheck(check: ReturnType<typeof checksOf>[number]): readonly MissingPart[] {
  if (check.basis.kind !== 'missing') return []
  const { items, text, isMandatory, basis } = check
  return [{ items, article: check.article, label: text, what: basis.what, where: basis.where, isMandatory }]
}

export interface ReleaseError {
  readonly code: 'PAPER_INCOMPLETE' | 'RELEASE_WITHOUT_PERSON'
  readonly message: string
  readonly missing: readonly MissingPart[]
}

/** Takes the watermark off: only when nothing mandatory is missing, and only in the name of a person. */
export function releasePaper(
  paper: Paper,
  release: { readonly by: string; readonly at: string },
): Result<Paper, ReleaseError> {
  const missing = checkPaper(paper).missing.filter((part) => part.isMandatory)
  if (missing.length > 0) {
    const message = `${paper.id}: ${missing.length} mandatory parts are missing`
    return err({ code: 'PAPER_INCOMPLETE', message, missing })
  }
  const by = release.by.trim()
  if (by === '') {
    return err({
      code: 'RELEASE_WITHOUT_PERSON',
      message: 'a person must release a paper by name',
      missing: [],
    })
  }
  return ok({ ...paper, state: { kind: 'released', by, at: release.at } })
}
