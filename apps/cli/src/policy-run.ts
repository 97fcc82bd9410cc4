/** One policy on one tree: what was read, what was judged, and what is new against a baseline. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type LoadedPolicy, loadPolicy, policyPath, readSbomFile } from '@occtet/toolkit/adapters'
import { hasFreshCatalogue } from '@occtet/toolkit/matching'
import type { Component } from '@occtet/toolkit/model'
import {
  type Judged,
  judgePolicy,
  type LicenseKnowledge,
  type PolicyReport,
  toSubjects,
} from '@occtet/toolkit/policy'
import type { Context } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import type { FindingDesk } from './finding-desk.ts'
import { openLicenses } from './license-desk.ts'

export interface PolicyBaseline {
  /** `purl#id` for each id of each finding. */
  readonly findings: ReadonlySet<string>
  readonly components: ReadonlySet<string>
  /** The keys of each finding. */
  readonly groups: readonly (readonly string[])[]
}

export interface PolicyRun {
  readonly loaded: LoadedPolicy
  readonly report: PolicyReport
}

/** Throws (exit 3) where the policy cannot be read: a broken policy never passes. */
export function openPolicy(dir: string, chosen: string | undefined): LoadedPolicy {
  const loaded = loadPolicy(dir, chosen)
  if (loaded.ok) return loaded.value
  throw new CommandFailure({ exitCode: exitCodes.inputUnreadable, ...loaded.error })
}

export interface PolicyQuestion {
  readonly desk: Pick<FindingDesk, 'inventory' | 'findings' | 'subject' | 'data' | 'stored'>
  readonly loaded: LoadedPolicy
  readonly licenseOf: (component: Component) => LicenseKnowledge
  /** RFC 3339. */
  readonly now: string
  readonly baseline?: PolicyBaseline
}

export function runPolicy(question: PolicyQuestion): PolicyRun {
  const { loaded, now } = question
  const subjects = toPolicySubjects(question)
  return { loaded, report: judgePolicy(loaded.policy, subjects, now.slice(0, 10)) }
}

interface TreeWork extends Pick<FindingDesk, 'dir' | 'inventory' | 'findings' | 'subject' | 'stored'> {
  /** Where the product's `.occtet/` lies. Its policy comes before that of the tree. */
  readonly home: string | undefined
  readonly kind: FindingDesk['data']['kind']
  readonly failOn: readonly string[]
}

/** Where the product has a policy, or a gate asks for one; a policy that cannot be read ends the run (exit 3). */
export function judgeTreePolicy(context: Context, work: TreeWork): PolicyRun | undefined {
  const { dir, home, inventory, findings, kind, failOn } = work
  const isAsked = failOn.includes('policy') || failOn.includes('license')
  const place = home !== undefined && existsSync(policyPath(home)) ? home : dir
  if (!isAsked && !existsSync(policyPath(place))) return undefined
  const data = { kind, hasKevList: hasFreshCatalogue(findings.sources, 'kev') }
  return runPolicy({
    desk: { ...work, data },
    loaded: openPolicy(place, undefined),
    licenseOf: openLicenses({ dir, home, inventory }).knowledgeOf,
    now: context.now(),
  })
}

export function toPolicySubjects(question: PolicyQuestion): readonly Judged[] {
  const { desk, licenseOf, now, baseline } = question
  return toSubjects({
    inventory: desk.inventory,
    findings: desk.findings,
    licenseOf,
    product: {
      name: desk.subject.name,
      isFullData: desk.data.kind === 'feddb',
      hasKevList: desk.data.hasKevList,
      brokenDecisionFiles: desk.stored.broken.length,
    },
    now,
    ...(baseline === undefined ? {} : { baseline }),
  })
}

/**
 * The findings.json of an earlier check, with the components of the sbom.cdx.json beside it; without that file every
 * component counts as new. Throws (exit 3) where it is none.
 */
export function readPolicyBaseline(path: string): PolicyBaseline {
  const list = field(readJson(path), 'findings')
  if (!Array.isArray(list)) throw broken(path, 'it has no list of findings')
  const groups = (list as readonly unknown[]).map((item) => keysOf(item) ?? lacking(path))
  return { findings: new Set(groups.flat()), components: componentsBeside(path), groups }
}

function keysOf(item: unknown): readonly string[] | undefined {
  const purl = field(item, 'purl')
  const aliases = field(item, 'aliases')
  if (typeof purl !== 'string' || !Array.isArray(aliases)) return undefined
  return aliases.map((id) => `${purl}#${String(id)}`)
}

function lacking(path: string): never {
  throw broken(path, 'a finding lacks purl or aliases')
}

function componentsBeside(path: string): ReadonlySet<string> {
  const sbom = join(dirname(path), 'sbom.cdx.json')
  const inventory = existsSync(sbom) ? readSbomFile(sbom) : undefined
  return new Set(inventory?.components.map(({ purl }) => purl))
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown
  } catch (cause) {
    throw broken(path, cause instanceof Error ? cause.message : String(cause))
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function broken(path: string, reason: string): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: 'BASELINE_UNREADABLE',
    message: `the baseline ${path} cannot be read: ${reason}`,
    hint: 'Give the findings.json of an earlier `occtet check`.',
  })
}
