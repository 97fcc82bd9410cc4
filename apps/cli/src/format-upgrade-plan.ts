/** The upgrade plan for a terminal: each step with what it clears and the words to type, then what stays. */
import type { Instruction, UpgradePlan, UpgradeStep } from '@occtet/toolkit/matching'
import { formatReason, kindWords, type PlanLanguage } from '@occtet/toolkit/matching'
import { splitPurl } from '@occtet/toolkit/model'
import { fold, plain } from './layout.ts'

export interface PlanPage {
  readonly columns: number
  readonly language: PlanLanguage
  /** Steps and stays shown; all where absent. */
  readonly most?: number
}

const words = {
  en: {
    title: (before: number, after: number, steps: number) =>
      `Upgrade plan: ${steps} ${steps === 1 ? 'step' : 'steps'}, ${before} open findings become ${after}.`,
    minimal: 'No smaller set clears as much, among the versions that are known.',
    notMinimal: 'The search ended early: a smaller set may exist.',
    none: 'There is nothing that an upgrade would clear.',
    clears: 'clears',
    after: 'after',
    follows: 'follows',
    drops: 'drops out',
    unproven: 'not proven to be released',
    preRelease: 'pre-release',
    brings: 'What the new versions bring along is not known for all steps: match again afterwards.',
    unlock: 'take out',
    stays: 'What stays',
    decided: (count: number) => `${count} decided, not planned for.`,
    more: (count: number) => `… and ${count} more; --json and --tasks have all of it`,
  },
  de: {
    title: (before: number, after: number, steps: number) =>
      `Plan der Aktualisierungen: ${steps} ${steps === 1 ? 'Schritt' : 'Schritte'}, aus ${before} offenen Befunden werden ${after}.`,
    minimal: 'Unter den bekannten Versionen behebt keine kleinere Auswahl ebenso viel.',
    notMinimal: 'Die Suche endete vorzeitig: es kann eine kleinere Auswahl geben.',
    none: 'Es gibt nichts, was eine neue Version beheben würde.',
    clears: 'behebt',
    after: 'nach',
    follows: 'folgt',
    drops: 'fällt weg',
    unproven: 'nicht als veröffentlicht belegt',
    preRelease: 'Vorabversion',
    brings: 'Was die neuen Versionen mitbringen, ist nicht für alle Schritte bekannt: danach neu abgleichen.',
    unlock: 'herausnehmen',
    stays: 'Was bleibt',
    decided: (count: number) => `${count} entschieden, nicht eingeplant.`,
    more: (count: number) => `… und ${count} weitere; --json und --tasks enthalten alles`,
  },
} as const

export function formatUpgradePlan(plan: UpgradePlan, page: PlanPage): string {
  const say = words[page.language]
  const { steps, stays } = plan
  const most = page.most ?? Number.MAX_SAFE_INTEGER
  const brings = steps.some((step) => step.brings === 'unknown')
  return [
    line(say.title(plan.before.findings, plan.after.findings, steps.length), page),
    steps.length === 0
      ? line(say.none, page)
      : line(plan.isProvenMinimal ? say.minimal : say.notMinimal, page),
    ...(brings ? [line(say.brings, page)] : []),
    ...steps.slice(0, most).map((step) => formatStep(step, page)),
    rest(steps.length - most, page),
    stays.length === 0 ? '' : `\n${line(say.stays, page)}`,
    ...stays
      .slice(0, most)
      .map(({ finding, reason }) => line(`${finding}: ${formatReason(reason, page.language)}`, page, 2)),
    rest(stays.length - most, page),
    plan.decided.length === 0 ? '' : `\n${line(say.decided(plan.decided.length), page)}`,
  ].join('')
}

function formatStep(step: UpgradeStep, page: PlanPage): string {
  const say = words[page.language]
  const doubts = [
    ...(step.existence === 'fixed-bound' ? [say.unproven] : []),
    ...(step.isPreRelease ? [say.preRelease] : []),
  ]
  const to = step.to === undefined ? '' : ` -> ${step.to}`
  const risk = step.risk === 'unknown' ? '' : `, ${step.risk}`
  const title = `${kindWords[page.language][step.kind]}: ${nameOf(step.component)} ${step.from}${to}${risk}${doubts.length === 0 ? '' : ` (${doubts.join(', ')})`}`
  const detail = (name: string, list: readonly string[]): string =>
    list.length === 0 ? '' : line(`${name} ${list.join(', ')}`, page, 6)
  return [
    `\n${fold(`  ${step.id.padEnd(4)}`, title, { indent: 6, width: widthOf(page) })}`,
    line(formatReason(step.why, page.language), page, 6),
    detail(say.clears, step.fixes.map(groupOf)),
    detail(say.after, step.requires),
    detail(
      say.follows,
      step.moves.map((move) => `${nameOf(move.component)} -> ${move.to}`),
    ),
    detail(say.drops, step.drops.map(nameOf)),
    ...[...step.edits, ...step.commands].map((one) => formatInstruction(one, say.unlock)),
  ].join('')
}

/** Not folded: these lines are copied. One that begins with a hyphen names an entry of the lock file that has to go. */
function formatInstruction({ file, text }: Instruction, unlock: string): string {
  const isUnlock = text.startsWith('- ')
  const head = `${plain(file)}: ${isUnlock ? `${unlock} ` : ''}`
  return (isUnlock ? text.slice(2) : text)
    .split('\n')
    .map((one, at) => `      ${at === 0 ? head : '  '}${plain(one)}\n`)
    .join('')
}

/** The id behind the purl of a finding's key. */
function groupOf(key: string): string {
  return key.slice(key.lastIndexOf('#') + 1)
}

function nameOf(purl: UpgradeStep['component']): string {
  const { namespace, name } = splitPurl(purl)
  return namespace === undefined ? name : `${namespace}/${name}`
}

function rest(count: number, page: PlanPage): string {
  return count > 0 ? line(words[page.language].more(count), page, 2) : ''
}

function line(text: string, page: PlanPage, indent = 0): string {
  return fold(' '.repeat(indent), text, { indent, width: widthOf(page), lines: 12 })
}

function widthOf({ columns }: PlanPage): number {
  return Math.min(Math.max(columns, 60), 110)
}
