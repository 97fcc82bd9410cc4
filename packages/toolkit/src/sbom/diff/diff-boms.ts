/** Compares two documents of whatever formats. Components are paired by purl without version. */
import { compareCodeUnits } from '../../base/index.ts'
import type { BomDocument } from '../document/bom.ts'
import type { BomElement } from '../document/element.ts'
import { componentKey, versionOf } from '../document/keys.ts'
import { isStated, nameElement, viewBom } from '../document/view.ts'
import { diffFields } from './diff-fields.ts'
import type { BomDiff, ChangedComponent, DiffedComponent } from './model.ts'

/** The products themselves are not compared: their version changes with every release, and is told beside. */
export function diffBoms(before: BomDocument, after: BomDocument): BomDiff {
  const [earlier, later] = [toGroups(before), toGroups(after)]
  const keys = [...new Set([...earlier.keys(), ...later.keys()])].sort(compareCodeUnits)
  const added: DiffedComponent[] = []
  const removed: DiffedComponent[] = []
  const changed: ChangedComponent[] = []
  for (const key of keys) {
    const [old, now] = [earlier.get(key), later.get(key)]
    if (old === undefined && now !== undefined) added.push(toDiffed(key, now))
    else if (now === undefined && old !== undefined) removed.push(toDiffed(key, old))
    else if (old !== undefined && now !== undefined) {
      const change = compare(key, old, now)
      if (change !== undefined) changed.push(change)
    }
  }
  const unchanged = keys.length - added.length - removed.length - changed.length
  return { before: describe(before), after: describe(after), added, removed, changed, unchanged }
}

type Group = readonly BomElement[]

function toGroups(document: BomDocument): ReadonlyMap<string, Group> {
  const view = viewBom(document)
  const subjects = new Set(document.subjects)
  const groups = new Map<string, BomElement[]>()
  for (const element of view.components) {
    if (subjects.has(element.ref)) continue
    const key = componentKey(element)
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [element])
    else known.push(element)
  }
  return groups
}

function describe(document: BomDocument): BomDiff['before'] {
  const view = viewBom(document)
  const [subject] = view.subjects
  const version = subject === undefined ? undefined : versionOf(subject)
  const name = subject?.name ?? document.name
  return {
    components: view.components.length - view.subjects.filter((one) => view.components.includes(one)).length,
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
  }
}

function toDiffed(key: string, group: Group): DiffedComponent {
  return { key, name: nameOf(key, group), versions: versionsOf(group) }
}

function nameOf(key: string, group: Group): string {
  const [first] = group
  if (first === undefined || isStated(first.purl)) return key
  const { version: _version, ...unversioned } = first
  return nameElement(unversioned)
}

function versionsOf(group: Group): readonly (string | null)[] {
  const all = new Set(group.map((element) => versionOf(element) ?? null))
  return [...all].sort((a, b) => compareCodeUnits(a ?? '', b ?? ''))
}

function compare(key: string, old: Group, now: Group): ChangedComponent | undefined {
  const [before, after] = [versionsOf(old), versionsOf(now)]
  const isSame = before.length === after.length && before.every((version, at) => version === after[at])
  const fields = fieldsOf(old, now)
  if (isSame && fields.length === 0) return undefined
  return {
    key,
    name: nameOf(key, now),
    ...(isSame ? {} : { versions: { before, after } }),
    fields,
  }
}

/**
 * Of a version that both have, everything is compared. One version that became another is compared as the same
 * component, apart from its hash: that must differ.
 */
function fieldsOf(old: Group, now: Group): ChangedComponent['fields'] {
  const shared = versionsOf(old).filter((version) => versionsOf(now).includes(version))
  if (shared.length === 0) {
    return versionsOf(old).length === 1 && versionsOf(now).length === 1
      ? diffFields(old, now, {}).filter(({ field }) => field !== 'hash')
      : []
  }
  return shared.flatMap((version) => {
    const of = (group: Group): Group => group.filter((element) => (versionOf(element) ?? null) === version)
    const isOnly = shared.length === 1 && versionsOf(old).length === 1
    return diffFields(of(old), of(now), isOnly || version === null ? {} : { version })
  })
}
