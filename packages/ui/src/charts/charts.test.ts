/** Charts are pure functions from data to markup: shapes, words and no outside text unescaped. */
import { expect, test } from 'vitest'
import { toPurlLabel } from '../purl-label.ts'
import { drawAgeBars } from './age-bars.ts'
import { drawBar, drawBars } from './bars.ts'
import { drawSeverityChart, type SeverityBar } from './severity-chart.ts'
import { drawVersionAxis, type VersionAxis } from './version-axis.ts'

const words = {
  fromStart: 'start',
  yours: 'yours',
  fixed: 'fixed',
  lastAffected: 'last',
  noEnd: 'open',
  label: 'all of it',
}

function axis(fields: Partial<VersionAxis>): string {
  return drawVersionAxis({
    introduced: '1.0',
    end: { version: '2.0', kind: 'fixed' },
    yours: '1.5',
    words,
    ...fields,
  }).html
}

test('the version axis draws the stretch, its ends and yours', () => {
  expect(axis({})).toContain('aria-label="all of it"')
  expect(axis({})).toContain('>yours 1.5</text>')
  expect(axis({})).toContain('>2.0, fixed</text>')
  expect(axis({ introduced: undefined })).toContain('>start</text>')
  expect(axis({ end: undefined })).toContain('>open</text>')
  expect(axis({ end: { version: '1.5', kind: 'lastAffected' } })).toMatch(/x="76%"[^>]*class="me"/)
  expect(axis({ introduced: '1.5' })).toMatch(/x="12%"[^>]*class="me"/)
  expect(axis({ yours: '<img>' })).not.toContain('<img>')
})

test('bars share one scale, and nothing above zero is invisible', () => {
  const bar = (direct: number, transitive: number, unknown: number): SeverityBar => ({
    level: 'high',
    word: 'High',
    direct,
    transitive,
    unknown,
    label: `${direct} ${transitive}`,
    end: '',
  })
  const chart = drawSeverityChart([bar(1, 0, 0), bar(500, 499, 1), bar(0, 0, 0)]).html
  expect(chart).toContain('<rect width="0.8%" height="14" fill="currentColor"/>')
  expect(chart).toContain('<rect width="50%" height="14" fill="currentColor"/>')
  expect(chart).toContain('<rect width="0%" height="14" fill="currentColor"/>')
  expect(drawBar(0).html).toContain('width="0%"')
  expect(drawBar(1e-9).html).toContain('width="0.5%"')
  expect(drawBars([{ label: '<b>', value: 1, text: '1' }]).html).toContain('&lt;b&gt;')
})

test('age is told by height, and never read by a dashed frame', () => {
  const bars = drawAgeBars(['fresh', 'old', 'never']).html
  expect(bars).toMatch(/height="14" class="fresh".*height="7" class="old".*stroke-dasharray.* class="never"/)
  expect(drawAgeBars([]).html).toContain('width="6"')
})

test('a purl is shown by type, name and version', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['pkg:npm/%40babel/core@7.0.0', 'npm|@babel/core|7.0.0'],
    [
      'pkg:golang/example.org/x/y@v1.0.0%2Bincompatible?goos=linux#sub',
      'golang|example.org/x/y|v1.0.0+incompatible',
    ],
    ['pkg:npm/left', 'npm|left|'],
    ['pkg:npm/%E0%A4%A', 'npm|%E0%A4%A|'],
    ['no purl', '|no purl|'],
  ]
  const shown = rows.map(([purl]) => Object.values(toPurlLabel(purl)).join('|'))
  expect(shown).toEqual(rows.map(([, label]) => label))
})
