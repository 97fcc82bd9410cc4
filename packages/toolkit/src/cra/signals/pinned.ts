/** SIG-REPO-PINNED: are actions and images that the build starts from fixed by digest, and installs checked by hash. */
import type { CiStep } from '../ci/model.ts'
import { unreadReason } from '../ci-tool-use.ts'
import { readContainers } from '../containers/read-containers.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { count, say } from '../say.ts'

const id = 'SIG-REPO-PINNED'

/** From this share on it counts as a practice; below it as an exception. */
const most = 0.8

interface Input {
  readonly path: string
  readonly line: number
  readonly isPinned: boolean
}

export const pinned: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ ci, sources, tree }) => {
    const images = readContainers(sources(), tree).images.map(({ path, line, image }) => ({
      path,
      line,
      isPinned: /@sha256:[a-f0-9]{64}$/.test(image),
    }))
    const inputs = unique([...ci.steps.flatMap(toInput), ...images])
    const fixed = inputs.filter((input) => input.isPinned)
    const share = inputs.length === 0 ? null : Math.floor((fixed.length / inputs.length) * 100) / 100
    const facts = { pinned_share: share }
    const reason =
      unreadReason(ci) ??
      (share === null ? say`the tree names no action, image or install that could be pinned` : undefined)
    if (share === null || reason !== undefined) {
      const statement = say`How many build inputs are pinned by digest or hash is unknown.`
      return toSignalResult(id, { state: 'unknown', statement, facts, reason: reason ?? say`nothing to pin` })
    }
    const statement = say`${fixed.length} of ${count(inputs.length, 'build input')} (actions, images, installs) ${fixed.length === 1 ? say`is` : say`are`} pinned by digest or hash.`
    const places = (list: readonly Input[]): { path: string; line: number }[] =>
      list.slice(0, 20).map(({ path, line }) => ({ path, line }))
    if (share >= most)
      return toSignalResult(id, { state: 'present', statement, facts, evidence: places(fixed) })
    if (share >= 0.5)
      return toSignalResult(id, {
        state: 'present',
        statement,
        facts,
        evidence: places(fixed),
        strength: 'weak',
      })
    const open = inputs.filter((input) => !input.isPinned)
    return toSignalResult(id, { state: 'absent', statement, facts, evidence: places(open) })
  },
}

/** A step of a followed script appears once for each job; it is one input. */
function unique(inputs: readonly Input[]): readonly Input[] {
  return [...new Map(inputs.map((input) => [`${input.path}:${input.line}`, input])).values()]
}

function toInput(step: CiStep): Input[] {
  const { path, line, kind, text } = step
  if (kind === 'uses') {
    if (/^(?:\.\/|template:|component:|remote:|local:|project:)/.test(text) || !/[@:]/.test(text)) return []
    return [{ path, line, isPinned: /@[a-f0-9]{40}$|@sha256:[a-f0-9]{64}$/.test(text) }]
  }
  const install = installs.find(([pattern]) => pattern.test(text.slice(0, 500)))
  return install === undefined
    ? []
    : [{ path, line, isPinned: install[1] === true || (install[1] !== false && install[1].test(text)) }]
}

/** Installs of packages from outside, and whether they check hashes: always, never, or with an option. */
const installs: readonly (readonly [RegExp, boolean | RegExp])[] = [
  [/^npm ci\b/, true],
  [/^npm (?:i|install|add) (?:-\S+ )*[@a-z]/, false],
  [/^(?:pnpm|yarn|bun) (?:i|install)\b/, /--frozen-lockfile|--immutable/],
  [/^pip3? install (?=.*(?:-r\b|--requirement\b))/, /--require-hashes/],
  [/^pip3? install (?:-\S+ )*[a-z]/, false],
  [/^(?:uv sync|poetry install|pdm (?:sync|install))\b/, true],
  [/^cargo install\b/, false],
  [/^go install \S+@/, true],
  [/^curl .*\|\s*(?:ba)?sh\b/, false],
]
