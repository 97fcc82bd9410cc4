import { expect, test } from 'vitest'
import type { AdvisoryClaim } from '../model/index.ts'
import { schemeOfPurlType } from '../versions/index.ts'
import { findFix } from './fixes.ts'
import { parseVersion } from './parsed-version.ts'

const npm = schemeOfPurlType('npm')
if (npm === undefined) throw new Error('no scheme for npm')

function claim(fixed: string, patched?: readonly string[]): AdvisoryClaim {
  return {
    record: 'X',
    source: 's',
    digest: 'd',
    ecosystem: 'npm',
    name: 'x',
    aliases: [],
    isMalicious: false,
    ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
    versions: [],
    severity: [],
    ...(patched === undefined ? {} : { patched }),
  }
}

const rows: readonly (readonly [
  title: string,
  claims: readonly AdvisoryClaim[],
  nearest: string | undefined,
])[] = [
  ['the bound where nothing is named', [claim('1.2.0')], '1.2.0'],
  ['the lowest named version before the bound', [claim('1.2.0', ['2.0.0', '1.2.1', '0.9.0'])], '1.2.1'],
  ['not one that another claim covers', [claim('1.2.0', ['1.2.1', '1.4.0']), claim('1.3.0')], '1.4.0'],
  ['the bound when all named ones are covered', [claim('1.2.0', ['1.1.0', 'no version'])], '1.2.0'],
  ['nothing above the version', [claim('1.0.0', ['1.0.0'])], undefined],
]

test.each(rows)('%s', (_, claims, nearest) => {
  const version = parseVersion(npm, '1.0.0')
  if (!version.ok) throw new Error('1.0.0 is a version')
  const fix = findFix({ claims, version: version.value, isDirect: true, via: undefined })
  expect(fix).toEqual(nearest === undefined ? { kind: 'none-known' } : { nearest, kind: 'upgrade' })
})
