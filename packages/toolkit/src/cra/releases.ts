/** Shared by the release signals: the product's releases as tags of the history and the forge tell them. */
import { compareCodeUnits } from '../base/index.ts'
import type { ForgeRelease } from './forge.ts'
import { placeInForge } from './forge-part.ts'
import type { History } from './history.ts'
import { reasonWithout, type SignalInput } from './signal.ts'
import type { EvidencePlace } from './status.ts'
import { say, type Spoken } from './say.ts'

export interface Release {
  readonly tag: string
  /** The tag without what stands before the number. */
  readonly version: string
  /** RFC 3339, UTC. */
  readonly at: string
  readonly isPrerelease: boolean
  /** Of the tag; undefined where only the forge knows the release. */
  readonly tagSignature?: 'carried' | 'none'
  readonly forge?: ForgeRelease
  readonly place: EvidencePlace
}

export interface Releases {
  /** Newest first. */
  readonly list: readonly Release[]
  /** Older ones may exist that are not listed: a shallow clone, a clone without tags, a cut list. */
  readonly isComplete: boolean
  /** Why nothing is known; only with an empty list. */
  readonly reason?: Spoken
}

const versionTag = /^(?:.*[-_/@])?v?(\d+(?:[._]\d+)+(?:[-+._]?[0-9a-z][0-9a-z.+-]*)?)$/i
const prerelease = /(alpha|beta|\brc|pre|dev|snapshot|nightly|canary|next|preview|\d(a|b|rc)\d)/i

/** Undefined for a tag that names no version of at least two numbers. */
export function versionOfTag(tag: string): string | undefined {
  return versionTag.exec(tag)?.[1]
}

/** A release of the forge and the tag of its name are one; final ones and pre-releases alike. */
export function releasesOf(input: SignalInput): Releases {
  const byTag = new Map(tagsOf(input.history).map((release) => [release.tag, release]))
  const forge = input.forge?.releases
  for (const release of forge?.isRead === true ? forge.value : [])
    byTag.set(release.tag, toRelease(release, byTag.get(release.tag)))
  const list = [...byTag.values()].sort(newestFirst)
  const { history } = input
  const isComplete = history !== undefined && !history.isShallow && history.hasAllTags
  return list.length > 0 ? { list, isComplete } : { list, isComplete, reason: reasonOfNone(input) }
}

function tagsOf(history: History | undefined): readonly Release[] {
  return (history?.tags ?? []).flatMap(({ name, at, commit, signature }): readonly Release[] => {
    const version = versionOfTag(name)
    if (version === undefined) return []
    const place = { path: `git:refs/tags/${name}`, line: 1, in: 'history', changedAt: at, commit } as const
    return [
      { tag: name, version, at, isPrerelease: prerelease.test(version), tagSignature: signature, place },
    ]
  })
}

function toRelease(forge: ForgeRelease, known: Release | undefined): Release {
  const { tag, at, isPrerelease } = forge
  return {
    tag,
    version: versionOfTag(tag) ?? tag,
    at,
    isPrerelease,
    ...(known?.tagSignature === undefined ? {} : { tagSignature: known.tagSignature }),
    forge,
    place: { ...placeInForge(forge.place), changedAt: at },
  }
}

function newestFirst(a: Release, b: Release): number {
  return compareCodeUnits(b.at, a.at) || compareCodeUnits(a.tag, b.tag)
}

function reasonOfNone(input: SignalInput): Spoken {
  if (input.history === undefined && input.forge === undefined) return reasonWithout(input, 'history')
  return say`no tag or release that names a version was found; a clone may have been made without tags`
}

/** What the manufacturer hands out as finished; pre-releases only where there is nothing else. */
export function finalReleases(releases: Releases): readonly Release[] {
  const final = releases.list.filter((release) => !release.isPrerelease)
  return final.length > 0 ? final : releases.list
}
