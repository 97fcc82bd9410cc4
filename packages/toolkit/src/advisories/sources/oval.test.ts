/** OVAL: what is certain becomes a claim; what asks for more than a platform and a version never does. */
import { describe, expect, test } from 'vitest'
import { evaluateClaim } from '../../matching/evaluate.ts'
import { parseVersion } from '../../matching/parsed-version.ts'
import { schemeOfPurlType } from '../../versions/index.ts'
import { oval } from './oval.ts'
import { claimLines, recordOf } from './testing/claim-lines.ts'
import { readAll, type ReadRecord, readSample, testSourceContract } from './testing/contract.ts'

testSourceContract(oval)

const PATCH = 'ELSA-2031-9001'
const FLAW = 'oval:org.opensuse.security:def:203180003'
const AZURE = 'oval:com.microsoft.azurelinux:def:80004'

function patched(edit: (text: string) => string = (text) => text): ReadRecord | undefined {
  return readSample(oval, { edit })[0]
}

function flaw(id: string, edit: (text: string) => string = (text) => text): ReadRecord | undefined {
  return recordOf(readSample(oval, { at: 1, edit }), id)
}

/** Of the first claim; hit, miss or unclear. */
function verdictOf(record: ReadRecord | undefined, version: string): string {
  const scheme = schemeOfPurlType('rpm')
  const [claim] = record?.claims ?? []
  if (scheme === undefined || claim === undefined) throw new Error('no claim')
  const parsed = parseVersion(scheme, version)
  return evaluateClaim(claim, { text: version, parsed: parsed.ok ? parsed.value : undefined }).kind
}

describe('a bulletin', () => {
  test('is called as people cite it; several flaws are related, and none is another name of it', () => {
    const record = patched()
    expect([record?.id, record?.aliases, record?.facts.related]).toEqual([
      PATCH,
      [],
      ['CVE-2031-80001', 'CVE-2031-80002'],
    ])
    expect(record?.facts).toMatchObject({
      title: 'ELSA-2031-9001: kettle security update (IMPORTANT)',
      details: 'The lid & the handle.',
      published: '2031-03-04',
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
    })
  })

  test('versions of all architectures side by side; a variant is left out; a missing test is its comment', () => {
    const record = patched()
    expect(claimLines(record)).toEqual([
      'Oracle Linux:8 kettle introduced=0 fixed=1:2.0-4.el8 introduced=0 fixed=1:2.0-3.el8',
      'Oracle Linux:8 kettle-doc introduced=0 fixed=1:2.0-3.el8',
    ])
    expect(record?.unnamedEntries).toBe(1)
    expect(
      ['1:2.0-2.el8', '1:2.0-3.el8', '1:2.0-4.el8', '9.9-1.el8'].map((v) => verdictOf(record, v)),
    ).toEqual(['hit', 'hit', 'miss', 'hit'])
  })

  test.each([
    ['a negated criterion', '<criterion test_ref="t:6"', '<criterion negate="true" test_ref="t:6"'],
    ['a pattern for a name', '<name>kettle</name>', '<name operation="pattern match">kettle</name>'],
    ['a name from elsewhere', '<name>kettle</name>', '<name var_ref="v:1">kettle</name>'],
    ['a test that wants none', 'id="t:6" check="at least one"', 'id="t:6" check="none satisfy"'],
    ['a test that wants absence', 'id="t:6" check="at least one"', 'id="t:6" check_existence="none_exist"'],
    [
      'a test of another kind',
      /<rpminfo_test ([^>]*id="t:6"[^>]*>.*?)<\/rpminfo_test>/,
      '<file_test $1</file_test>',
    ],
  ])('%s is not read', (_what, from, to) => {
    const record = patched((text) => text.replace(from, to))
    expect(record?.unnamedEntries).toBeGreaterThan(1)
    expect(claimLines(record).filter((line) => line.includes('fixed=1:2.0-3.el8'))).toEqual([
      'Oracle Linux:8 kettle-doc introduced=0 fixed=1:2.0-3.el8',
    ])
  })

  test('a package that stands beside another one is not read', () => {
    // kettle-lid is affected only beside an old kettle.
    const record = patched((text) => text.replace('<criterion test_ref="t:8"', '<criterion test_ref="t:6"'))
    expect(claimLines(record).some((line) => line.includes('kettle-lid'))).toBe(false)
    expect(record?.unnamedEntries).toBe(1)
  })

  test('a platform that nobody knows gives no claim', () => {
    const record = patched((text) => text.replaceAll('Oracle Linux 8', 'Oracle Linux Plus 8'))
    expect([claimLines(record), record?.id]).toEqual([[], PATCH])
    expect(record?.unnamedEntries).toBeGreaterThan(1)
  })
})

describe('a flaw', () => {
  test('on each product; what is not affected is no claim', () => {
    const record = flaw(FLAW)
    expect([record?.aliases, record?.facts.related]).toEqual([['CVE-2031-80003'], ['SUSE-SU-2031:0001-1']])
    expect(claimLines(record)).toEqual([
      'SUSE:Linux Enterprise Server 95 kettle introduced=0 fixed=0:1.0-2.3',
      'SUSE:Linux Enterprise Server 95 SP1 kettle introduced=0 fixed=0:1.0-2.3',
    ])
    expect([record?.unnamedEntries, record?.modified]).toEqual([0, '2031-04-05'])
  })

  test('"not affected" holds by its test, too', () => {
    const record = flaw(FLAW, (text) => text.replace('kettle-lid is not affected', 'kettle-lid is ==0'))
    expect([claimLines(record).length, record?.unnamedEntries]).toEqual([2, 0])
  })

  test('two bounds; the version tag says the release', () => {
    const record = flaw(AZURE)
    expect(claimLines(record)).toEqual(['Azure Linux:3 kettle vers:rpm/>0%3A1.9.azl3|<0%3A2.0-3.azl3'])
    expect(['1.8-1.azl3', '1.9.5-1.azl3', '2.0-3.azl3'].map((v) => verdictOf(record, v))).toEqual([
      'miss',
      'hit',
      'miss',
    ])
  })

  test('a comparison that OVAL has not got leaves the range open', () => {
    const record = flaw(FLAW, (text) =>
      text.replace('operation="less than">0:1.0-2.3', 'operation="6">0:1.0-2.3'),
    )
    expect(claimLines(record)[0]).toBe('SUSE:Linux Enterprise Server 95 kettle ?')
    expect(verdictOf(record, '0.1-1')).toBe('unclear')
  })

  test('"not applicable" leaves it open as well', () => {
    const record = flaw(AZURE, (text) => text.replace('<patchable>true', '<patchable>Not Applicable'))
    expect(claimLines(record)).toEqual(['Azure Linux:3 kettle ?'])
  })

  test.each([
    ['less than or equal', 'introduced=0 lastAffected=0:1.0-2.3'],
    ['greater than or equal', 'introduced=0:1.0-2.3'],
    ['equals', '=0:1.0-2.3'],
    ['not equal', '?'],
  ])('%s', (operation, said) => {
    const record = flaw(FLAW, (text) =>
      text.replace('operation="less than">0:1.0-2.3', `operation="${operation}">0:1.0-2.3`),
    )
    expect(claimLines(record)[0]).toBe(`SUSE:Linux Enterprise Server 95 kettle ${said}`)
  })
})

describe('files', () => {
  test('a damaged one, or one of another kind of definitions, is dropped for its reason', () => {
    const read = (text: string): readonly string[] =>
      [...(oval.split?.({ path: 'x.xml', text }) ?? [])].map((piece) => {
        const record = oval.read(piece, { source: 'x', digest: 'd', now: 0 })
        return record.ok ? record.value.id : record.error
      })
    expect(read('<oval_definitions><definitions>')).toEqual(['NOT_XML'])
    expect(read('<oval_definitions/>')).toEqual(['NOT_XML'])
    const inventory = '<oval_definitions><definition id="a" class="inventory"/></oval_definitions>'
    expect(read(inventory)).toEqual(['NOT_A_RECORD'])
    expect(read(inventory.replace('inventory', 'patch'))).toEqual(['EMPTY'])
  })

  test('criteria that multiply are not written out', () => {
    const or = `<criteria operator="OR">${'<criterion comment="a is earlier than 1"/>'.repeat(100)}</criteria>`
    const text = `<oval_definitions><definition id="a" class="patch"><metadata><title>t</title></metadata><criteria>${or.repeat(8)}</criteria></definition></oval_definitions>`
    const [record] = readAll(oval, { path: 'x.xml', text })
    expect([record?.claims, record?.unnamedEntries]).toEqual([[], 1])
  })
})
