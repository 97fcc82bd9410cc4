/** What each status needs, so that the decision can leave the house as OpenVEX, CSAF and CycloneDX. */
import { ok, type Result } from '../../base/index.ts'
import type { Verdict } from '../model.ts'
import { compatibleJustifications } from './analysis.ts'
import { isDay } from './days.ts'
import { type DecisionError, refuse } from './errors.ts'

/**
 * OpenVEX 0.2.0 ("Status Labels", "Status Justifications"): `not_affected` needs a justification or an impact
 * statement, `affected` an action statement. CSAF 2.1, profile 5 VEX: a flag or an impact threat for what is known not
 * affected, a remediation for what is known affected. A justification elsewhere has no place in any format.
 * `day`: the day of the decision, `YYYY-MM-DD`.
 */
export function checkVerdict(verdict: Verdict, day: string): Result<Verdict, DecisionError> {
  const texts = checkTexts(verdict)
  if (!texts.ok) return texts
  const why = checkJustification(verdict)
  if (!why.ok) return why
  if (verdict.status === 'affected' && verdict.action === undefined) {
    return refuse('ACTION_MISSING', 'verdict.action', 'affected needs an action: what users should do')
  }
  return checkDeadline(verdict, day)
}

/** Control characters other than line feed and tab, and halves of surrogate pairs, survive no format. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const forbidden = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Cs}/u

/** Most characters of one text; the files take no more. */
export const longestText = 20_000

/** Not empty, not padded, and writable in every format. */
export function isCleanText(text: string): boolean {
  return text !== '' && text === text.trim() && text.length <= longestText && !forbidden.test(text)
}

function checkTexts(verdict: Verdict): Result<void, DecisionError> {
  for (const name of ['impact', 'action'] as const) {
    const text = verdict[name]
    if (text !== undefined && !isCleanText(text)) {
      return refuse(
        'TEXT_INVALID',
        `verdict.${name}`,
        `expected a text without padding or control characters`,
      )
    }
  }
  return ok(undefined)
}

function checkJustification(verdict: Verdict): Result<void, DecisionError> {
  const { status, justification, analysis, impact } = verdict
  if (status !== 'not_affected') return checkNoJustification(verdict)
  if (justification === undefined && impact === undefined) {
    return refuse(
      'JUSTIFICATION_MISSING',
      'verdict.justification',
      'not_affected needs one of the five justifications, or an impact statement that says why',
    )
  }
  if (analysis === undefined || justification === undefined) return ok(undefined)
  const fitting = compatibleJustifications[analysis]
  if (fitting.includes(justification)) return ok(undefined)
  return refuse(
    'ANALYSIS_CONTRADICTS',
    'verdict.analysis',
    `${analysis} goes with ${fitting.join(', ')}; found ${justification}`,
  )
}

function checkNoJustification(verdict: Verdict): Result<void, DecisionError> {
  const rows = [
    ['justification', 'JUSTIFICATION_NOT_ALLOWED'],
    ['analysis', 'ANALYSIS_NOT_ALLOWED'],
    ['impact', 'IMPACT_NOT_ALLOWED'],
  ] as const
  const found = rows.find(([name]) => verdict[name] !== undefined)
  if (found === undefined) return ok(undefined)
  const [name, code] = found
  return refuse(code, `verdict.${name}`, `only not_affected has it; the status is ${verdict.status}`)
}

function checkDeadline(verdict: Verdict, day: string): Result<Verdict, DecisionError> {
  const { status, deadline } = verdict
  if (deadline === undefined) {
    return status === 'under_investigation'
      ? refuse('DEADLINE_MISSING', 'verdict.deadline', 'under_investigation needs a day by which it ends')
      : ok(verdict)
  }
  if (!isDay(deadline)) {
    return refuse(
      'DEADLINE_INVALID',
      'verdict.deadline',
      `expected a day such as 2026-11-22, found ${deadline}`,
    )
  }
  if (deadline >= day) return ok(verdict)
  return refuse('DEADLINE_PAST', 'verdict.deadline', `${deadline} is before the day of the decision, ${day}`)
}
