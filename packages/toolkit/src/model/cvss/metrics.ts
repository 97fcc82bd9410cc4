/** Data table: the metrics of each CVSS version, in the order of the standard (FIRST, vector string sections). */

export type CvssVersion = '2.0' | '3.0' | '3.1' | '4.0'

export type MetricGroup = 'base' | 'temporal' | 'environmental' | 'supplemental'

export interface Metric {
  readonly key: string
  readonly values: ReadonlySet<string>
  /** Base metrics are mandatory, all others are optional. Of v4.0, `temporal` is the threat group. */
  readonly group: MetricGroup
}

const V2 = list([
  ['base', 'AV:L A N', 'AC:H M L', 'Au:M S N', 'C:N P C', 'I:N P C', 'A:N P C'],
  ['temporal', 'E:U POC F H ND', 'RL:OF TF W U ND', 'RC:UC UR C ND'],
  ['environmental', 'CDP:N L LM MH H ND', 'TD:N L M H ND', 'CR:L M H ND', 'IR:L M H ND', 'AR:L M H ND'],
])

const V3 = list([
  ['base', 'AV:N A L P', 'AC:L H', 'PR:N L H', 'UI:N R', 'S:U C', 'C:H L N', 'I:H L N', 'A:H L N'],
  ['temporal', 'E:X H F P U', 'RL:X U W T O', 'RC:X C R U'],
  [
    'environmental',
    'CR:X H M L',
    'IR:X H M L',
    'AR:X H M L',
    'MAV:X N A L P',
    'MAC:X L H',
    'MPR:X N L H',
    'MUI:X N R',
  ],
  ['environmental', 'MS:X U C', 'MC:X N L H', 'MI:X N L H', 'MA:X N L H'],
])

const V4 = list([
  ['base', 'AV:N A L P', 'AC:L H', 'AT:N P', 'PR:N L H', 'UI:N P A', 'VC:H L N', 'VI:H L N', 'VA:H L N'],
  ['base', 'SC:H L N', 'SI:H L N', 'SA:H L N'],
  ['temporal', 'E:X A P U'],
  [
    'environmental',
    'CR:X H M L',
    'IR:X H M L',
    'AR:X H M L',
    'MAV:X N A L P',
    'MAC:X L H',
    'MAT:X N P',
    'MPR:X N L H',
  ],
  [
    'environmental',
    'MUI:X N P A',
    'MVC:X H L N',
    'MVI:X H L N',
    'MVA:X H L N',
    'MSC:X H L N',
    'MSI:X S H L N',
  ],
  ['environmental', 'MSA:X S H L N'],
  ['supplemental', 'S:X N P', 'AU:X N Y', 'R:X A U I', 'V:X D C', 'RE:X L M H', 'U:X Clear Green Amber Red'],
])

export const metricsOf: Readonly<Record<CvssVersion, ReadonlyMap<string, Metric>>> = {
  '2.0': V2,
  '3.0': V3,
  '3.1': V3,
  '4.0': V4,
}

function list(rows: readonly (readonly [MetricGroup, ...string[]])[]): ReadonlyMap<string, Metric> {
  const metrics = rows.flatMap(([group, ...texts]) => texts.map((text) => toMetric(group, text)))
  return new Map(metrics.map((metric) => [metric.key, metric]))
}

function toMetric(group: MetricGroup, text: string): Metric {
  const [key = '', values = ''] = text.split(':')
  return { key, group, values: new Set(values.split(' ')) }
}
