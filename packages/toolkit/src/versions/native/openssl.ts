/** OpenSSL advisories: affected versions one by one, separated by commas. */
import { ok } from '../../base/index.ts'
import { type Alternative, invalidRange, type NativeNotation } from './native-range.ts'

export const opensslRange: NativeNotation = {
  id: 'openssl',
  synonyms: [],
  parse: (text) => {
    const versions = text.split(',').map((part) => part.trim())
    if (versions.includes('')) return invalidRange('expected versions separated by commas', text)
    const alternatives = versions.map((version): Alternative => [{ comparator: '=', version }])
    return ok({ scheme: 'openssl', alternatives, constraints: alternatives.flat() })
  },
}
