/** Reads and checks a CVSS vector string, strictly, before anything is computed from it. */
import { err, ok, type Result } from '../../base/index.ts'
import { quote } from '../purl/parts.ts'
import { type CvssVersion, type Metric, type MetricGroup, metricsOf } from './metrics.ts'

export interface CvssError {
  readonly code:
    | 'CVSS_VERSION_UNKNOWN'
    | 'CVSS_METRIC_UNKNOWN'
    | 'CVSS_VALUE_UNKNOWN'
    | 'CVSS_METRIC_DUPLICATE'
    | 'CVSS_METRIC_MISSING'
    | 'CVSS_ORDER_WRONG'
  readonly message: string
}

export interface CvssVector {
  readonly version: CvssVersion
  /** Given values by metric key. */
  readonly values: ReadonlyMap<string, string>
  /** Groups of which at least one metric is given. */
  readonly groups: ReadonlySet<MetricGroup>
}

/** Longest possible vector is far below; more text is not worth cutting up. */
const MAX_LENGTH = 1000

export function parseCvssVector(text: string): Result<CvssVector, CvssError> {
  const [version, body] = cutVersion(text)
  if (version === undefined) {
    return fault(
      'CVSS_VERSION_UNKNOWN',
      `expected a vector of CVSS 2.0, 3.0, 3.1 or 4.0, found ${quote(text)}`,
    )
  }
  const metrics = metricsOf[version]
  const values = new Map<string, string>()
  const groups = new Set<MetricGroup>()
  for (const part of body.split('/')) {
    const metric = readMetric(metrics, part)
    if (!metric.ok) return metric
    const { key, group } = metric.value
    if (values.has(key)) return fault('CVSS_METRIC_DUPLICATE', `metric ${key} stands more than once`)
    values.set(key, part.slice(key.length + 1))
    groups.add(group)
  }
  return findFault(version, values) ?? ok({ version, values, groups })
}

/** Version 2.0 has no prefix. */
function cutVersion(text: string): readonly [CvssVersion | undefined, string] {
  if (text.length > MAX_LENGTH) return [undefined, '']
  const prefix = /^CVSS:(3\.0|3\.1|4\.0)\//.exec(text)
  if (prefix === null) return [/^[A-Z]/i.test(text) && !text.startsWith('CVSS') ? '2.0' : undefined, text]
  const version = prefix[1] === '3.0' ? '3.0' : prefix[1] === '3.1' ? '3.1' : '4.0'
  return [version, text.slice(prefix[0].length)]
}

function readMetric(metrics: ReadonlyMap<string, Metric>, part: string): Result<Metric, CvssError> {
  const colon = part.indexOf(':')
  const metric = metrics.get(part.slice(0, Math.max(colon, 0)))
  if (metric === undefined) {
    return fault(
      'CVSS_METRIC_UNKNOWN',
      `expected one of the metrics ${[...metrics.keys()].join(', ')}, found ${quote(part)}`,
    )
  }
  if (!metric.values.has(part.slice(colon + 1))) {
    return fault(
      'CVSS_VALUE_UNKNOWN',
      `expected ${metric.key} to be one of ${[...metric.values].join(', ')}, found ${quote(part)}`,
    )
  }
  return ok(metric)
}

/** Only v4.0 prescribes the order (section 7); v3.1 accepts any (section 6), and so does the schema of v2.0. */
function findFault(
  version: CvssVersion,
  values: ReadonlyMap<string, string>,
): Result<never, CvssError> | undefined {
  const metrics = [...metricsOf[version].values()]
  const missing = metrics.find(({ key, group }) => group === 'base' && !values.has(key))
  if (missing !== undefined)
    return fault('CVSS_METRIC_MISSING', `expected the mandatory metric ${missing.key}, found none`)
  if (version !== '4.0') return undefined
  const expected = metrics.filter(({ key }) => values.has(key)).map(({ key }) => key)
  const wrong = [...values.keys()].findIndex((key, index) => key !== expected[index])
  return wrong < 0
    ? undefined
    : fault('CVSS_ORDER_WRONG', `expected metric ${expected[wrong] ?? ''} in place ${wrong + 1}`)
}

function fault(code: CvssError['code'], message: string): Result<never, CvssError> {
  return err({ code, message })
}
