/** Proposals as files: found by their names, counted one by one, and never lost for their number. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { CommandFailure } from '../failure.ts'
import { figuresOf } from './figures.ts'
import { formatList } from './format-proposal.ts'
import { eachKept, findKept, keep, listKept } from './kept.ts'
import { proposalFor } from './testing/proposal-for.ts'

const accepted = { verdict: 'accepted', by: 'Ada Example', at: '2026-11-23T11:00:00Z' } as const

let folder: { readonly privateRoot: string; readonly profile: { readonly id: string } }

beforeEach(() => {
  folder = { privateRoot: mkdtempSync(join(tmpdir(), 'occtet-kept-')), profile: { id: 'shop' } }
})

function write(name: string, text: string): void {
  writeFileSync(join(folder.privateRoot, 'shop', 'proposals', name), text)
}

function codeOf(name: string): string | undefined {
  try {
    return findKept(folder, name).id
  } catch (cause) {
    if (cause instanceof CommandFailure) return cause.code
    throw cause
  }
}

describe('a kept proposal', () => {
  beforeEach(async () => {
    await keep(folder, proposalFor('aaaaaa111111'))
    await keep(folder, proposalFor('aaaaaa222222'))
    await keep(folder, proposalFor('bbbbbb333333'))
  })

  it.each([
    ['bbbbbb', 'policy_text/bbbbbb333333'],
    ['policy_text/bbbbbb3', 'policy_text/bbbbbb333333'],
    ['policy_text/aaaaaa111111', 'policy_text/aaaaaa111111'],
    ['aaaaaa', 'PROPOSAL_AMBIGUOUS'],
    ['aaaaaa3', 'PROPOSAL_UNKNOWN'],
    ['risk_entry/bbbbbb', 'PROPOSAL_UNKNOWN'],
    ['bbbbb', 'PROPOSAL_UNKNOWN'],
    ['policy', 'PROPOSAL_UNKNOWN'],
    ['', 'PROPOSAL_UNKNOWN'],
    ['../../aaaaaa', 'PROPOSAL_UNKNOWN'],
  ])('is found by its beginning: %j', (name, found) => {
    expect(codeOf(name)).toBe(found)
  })

  it('is found beside files that cannot be read, and is said to be one where it is', () => {
    write('policy_text-cccccc444444.json', 'nothing')
    write(
      'policy_text-dddddd555555.json',
      JSON.stringify({ schema: 'occtet.proposal/1', ...proposalFor('x') }),
    )
    expect(['bbbbbb', 'cccccc', 'dddddd'].map(codeOf)).toEqual([
      'policy_text/bbbbbb333333',
      'PROPOSAL_UNREADABLE',
      'PROPOSAL_UNREADABLE',
    ])
    expect(listKept(folder).problems).toHaveLength(2)
    expect(figuresOf(eachKept(folder)).unread).toBe(2)
  })
})

describe('many kept proposals', () => {
  it('are all counted, also those that no list on a terminal shows', async () => {
    for (let at = 0; at < 210; at++) {
      const judged = at === 0 ? { verdict: accepted, isRight: true, madeAt: '2020-01-01T00:00:00Z' } : {}
      await keep(folder, proposalFor(`${String(at).padStart(6, '0')}abcdef`, judged))
    }
    const { proposals } = listKept(folder)
    expect(proposals.at(-1)?.verdict?.verdict).toBe('accepted')
    const shown = formatList(proposals, { columns: 80, language: 'en' })
    expect([shown.match(/policy_text\//g)?.length, shown.trimEnd().split('\n').at(-1)]).toEqual([
      200,
      '… and 10 more; --json lists all',
    ])
    expect(figuresOf(eachKept(folder)).rules).toEqual([
      {
        kind: 'policy_text',
        proposed: 210,
        abstained: 0,
        accepted: 1,
        edited: 0,
        rejected: 0,
        acceptanceRate: 1,
        precision: 1,
      },
    ])
  })
})
