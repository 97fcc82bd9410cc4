/** What the CVSS vectors of a finding say about the attack, for those parts that ask about it. */
import { type Finding, parseCvssVector, type SsvcInputs } from '../../model/index.ts'
import { toTechnicalImpact } from './ssvc-table.ts'

export interface VectorFacts {
  /** One source says that it can be attacked over a network; false when all vectors say that it cannot. */
  readonly isRemote?: boolean
  /** One source says that it discloses data. */
  readonly disclosesData?: boolean
  /** Read off the vectors, where they agree. */
  readonly automatable?: SsvcInputs['automatable']
  readonly technicalImpact?: SsvcInputs['technicalImpact']
}

/** Each part is absent where no vector can be read, or (SSVC points) where they disagree. */
export function readVectors({ severity }: Pick<Finding, 'severity'>): VectorFacts {
  const read = severity.flatMap(({ vector }) => {
    const parsed = vector === '' ? undefined : parseCvssVector(vector)
    return parsed?.ok === true ? [parsed.value] : []
  })
  if (read.length === 0) return {}
  const current = read.filter(({ version }) => version !== '2.0')
  const automatable = agreed(current.map(({ values }) => toAutomatable(values)))
  const technicalImpact = agreed(
    current.map(({ values, version }) =>
      version === '4.0'
        ? toTechnicalImpact(get(values, 'PR'), get(values, 'VC'), get(values, 'VI'))
        : toTechnicalImpact(get(values, 'PR'), get(values, 'C'), get(values, 'I')),
    ),
  )
  return {
    isRemote: read.some(({ values }) => ['N', 'A'].includes(get(values, 'AV'))),
    disclosesData: read.some(({ values, version }) => get(values, version === '4.0' ? 'VC' : 'C') !== 'N'),
    ...(automatable === undefined ? {} : { automatable }),
    ...(technicalImpact === undefined ? {} : { technicalImpact }),
  }
}

/**
 * CVSS 4.0 asks it itself (AU). Else: an attack from afar without rights, help or luck can be automated; one that needs
 * access, rights or a person cannot; between these nobody can tell.
 */
function toAutomatable(values: ReadonlyMap<string, string>): SsvcInputs['automatable'] | undefined {
  const said = values.get('AU')
  if (said === 'Y') return 'yes'
  if (said === 'N') return 'no'
  if (['L', 'P'].includes(get(values, 'AV')) || get(values, 'PR') !== 'N' || get(values, 'UI') !== 'N')
    return 'no'
  const isPlain = get(values, 'AV') === 'N' && get(values, 'AC') === 'L' && get(values, 'AT', 'N') === 'N'
  return isPlain ? 'yes' : undefined
}

function agreed<T>(values: readonly (T | undefined)[]): T | undefined {
  const [first, ...others] = values
  return others.every((other) => other === first) ? first : undefined
}

function get(values: ReadonlyMap<string, string>, key: string, otherwise = ''): string {
  return values.get(key) ?? otherwise
}
