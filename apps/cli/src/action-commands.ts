/** Table of data: which command of this program helps with an action of the plan. Actions that people do alone are absent. */
import { type AssessmentPage, command } from './assessment-page.ts'

/** What stands before the folder. */
const commands: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'ACT-01': [['check']],
  'ACT-02': [['scan']],
  'ACT-04': [
    ['cra', 'risk', 'start'],
    ['documents', 'create', 'risk-assessment'],
  ],
  'ACT-05': [
    ['cra', 'risk', 'check'],
    ['documents', 'create', 'risk-assessment'],
  ],
  'ACT-06': [['scan']],
  'ACT-07': [['scan']],
  'ACT-08': [
    ['cra', 'diligence', 'list'],
    ['documents', 'create', 'due-diligence'],
  ],
  'ACT-09': [['inventory']],
  'ACT-11': [['cra', 'evidence']],
  'ACT-12': [['documents', 'create', 'decommissioning-note']],
  'ACT-20': [['cra', 'classify']],
  'ACT-21': [
    ['documents', 'create', 'cvd-policy'],
    ['documents', 'create', 'security-txt'],
  ],
  'ACT-26': [['documents', 'create', 'support-period']],
  'ACT-29': [['documents', 'create', 'technical-documentation']],
  'ACT-30': [['documents', 'create', 'user-information']],
  'ACT-31': [['documents', 'create', 'declaration-of-conformity']],
  'ACT-33': [['documents', 'list']],
  'ACT-34': [['documents', 'create', 'steward-policy']],
}

/** They take no language. */
const plainCommands: ReadonlySet<string> = new Set(['scan', 'inventory'])

/** Cases belong to a product by an option of their own. */
const drill = 'occtet case drill aev --title "…"'

export function helpsWith(action: string, page: AssessmentPage): readonly string[] {
  if (action === 'ACT-22' || action === 'ACT-25') return [drill]
  return (commands[action] ?? []).map((words) =>
    command(words, plainCommands.has(words[0] ?? '') ? { ...page, language: 'en' } : page),
  )
}
