/** The plan as a Markdown checklist for an issue or a pull request (GitHub Flavored Markdown, "Task list items"). */
import type { Instruction, UpgradePlan, UpgradeStep } from './model.ts'
import { formatReason, kindWords, type PlanLanguage } from './reasons.ts'
import { nativeName } from './tools/registry.ts'

const words = {
  en: {
    title: 'Upgrade plan',
    sum: (before: number, after: number, steps: number) =>
      `${steps} steps take ${before} open findings to ${after}.`,
    minimal: 'No smaller set clears as much, among the versions that are known.',
    notMinimal: 'The search ended early: a smaller set may exist.',
    clears: 'Clears',
    needs: 'Needs first',
    follows: 'Follows',
    drops: 'Drops out',
    bound:
      'This version is only the end of an affected range: check that it was released before you ask for it.',
    unknown: 'What the new version brings along is not known: match again afterwards.',
    inFile: 'in',
    unlock: 'Take this entry out of the lock file:',
    stays: 'What stays',
    decided: 'Decided, not planned for',
  },
  de: {
    title: 'Plan der Aktualisierungen',
    sum: (before: number, after: number, steps: number) =>
      `${steps} Schritte bringen ${before} offene Befunde auf ${after}.`,
    minimal: 'Unter den bekannten Versionen behebt keine kleinere Auswahl ebenso viel.',
    notMinimal: 'Die Suche endete vorzeitig: es kann eine kleinere Auswahl geben.',
    clears: 'Behebt',
    needs: 'Braucht zuvor',
    follows: 'Folgt',
    drops: 'Fällt weg',
    bound:
      'Diese Version ist nur das Ende eines betroffenen Bereichs: prüfen Sie vorher, ob sie veröffentlicht wurde.',
    unknown: 'Was die neue Version mitbringt, ist nicht bekannt: danach neu abgleichen.',
    inFile: 'in',
    unlock: 'Diesen Eintrag aus der Lock-Datei nehmen:',
    stays: 'Was bleibt',
    decided: 'Entschieden, nicht eingeplant',
  },
} as const

export function formatTaskList(plan: UpgradePlan, language: PlanLanguage): string {
  const say = words[language]
  return [
    `# ${say.title}\n\n${say.sum(plan.before.findings, plan.after.findings, plan.steps.length)} ${plan.isProvenMinimal ? say.minimal : say.notMinimal}\n`,
    ...plan.steps.map((step) => formatStep(step, language)),
    ...formatStays(say.stays, plan.stays, language),
    ...formatStays(say.decided, plan.decided, language),
  ].join('\n')
}

function formatStep(step: UpgradeStep, language: PlanLanguage): string {
  const say = words[language]
  const to = step.to === undefined ? '' : ` → ${step.to}`
  const notes = [
    formatReason(step.why, language),
    ...(step.requires.length === 0 ? [] : [`${say.needs}: ${step.requires.join(', ')}`]),
    ...(step.existence === 'fixed-bound' ? [say.bound] : []),
    ...(step.brings === 'unknown' ? [say.unknown] : []),
  ]
  const lists = [
    [say.clears, step.fixes],
    [say.follows, step.moves.map((move) => `${nativeName(move.component)} → ${move.to}`)],
    [say.drops, step.drops],
  ] as const
  const title = `- [ ] **${step.id}** ${kindWords[language][step.kind]}: ${code(`${nativeName(step.component)} ${step.from}${to}`)}`
  return [
    title,
    ...notes.map((note) => `  ${escape(note)}`),
    ...lists.flatMap(([name, list]) =>
      list.length === 0 ? [] : [`  ${name}: ${list.map(code).join(', ')}`],
    ),
    ...[...step.edits, ...step.commands].map((one) => `  - [ ] ${formatInstruction(one, say)}`),
    '',
  ].join('\n')
}

/** A text that begins with a hyphen names an entry of the lock file that has to go. */
function formatInstruction(
  { file, text }: Instruction,
  say: { readonly inFile: string; readonly unlock: string },
): string {
  const isUnlock = text.startsWith('- ')
  const lines = (isUnlock ? text.slice(2) : text).split('\n').map(code).join(' ')
  return `${isUnlock ? `${say.unlock} ` : ''}${lines} ${say.inFile} ${code(file)}`
}

function formatStays(title: string, stays: UpgradePlan['stays'], language: PlanLanguage): readonly string[] {
  if (stays.length === 0) return []
  const rows = stays.map(
    ({ finding, reason }) => `- ${code(finding)}: ${escape(formatReason(reason, language))}`,
  )
  return [`## ${title}\n`, ...rows, '']
}

/** A code span whose fence is longer than any run of backticks within (CommonMark 0.31, "Code spans"). */
function code(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '?')
  const fence = '`'.repeat(Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length)) + 1)
  const pad = plain.startsWith('`') || plain.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${plain}${pad}${fence}`
}

/** Foreign words in a sentence: nothing of them becomes markup. */
function escape(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '?').replaceAll(/[\\`*_[\]<>#|~!]/g, '\\$&')
}
