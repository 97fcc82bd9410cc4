/** SIG-REPO-PRODUCT-FORM: in which form users get the product, as far as manifests and installers tell. */
import { clip, type Finding, placesOf } from '../code-signals.ts'
import { findForms } from '../form/product-forms.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { inEnglish, join, say, term, terms, type Value } from '../say.ts'

const id = 'SIG-REPO-PRODUCT-FORM'

export const productForm: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ sources, tree }) => {
    const marks = findForms(sources(), tree)
    const forms = [...new Set(marks.map((mark) => mark.kind))].sort()
    const form = forms.length === 1 ? (forms[0] ?? null) : null
    const facts = { form, forms }
    if (forms.length === 0) {
      const reason = say`no manifest, installer or firmware file tells it`
      const statement = say`In which form users get the product is unknown.`
      return toSignalResult(id, { state: 'unknown', statement, facts, reason })
    }
    const shown = join(marks.slice(0, 3).map(toWhy), '; ')
    const text = inEnglish(shown)
    const why = clip(text) === text ? shown : clip(text)
    const statement =
      form === null
        ? say`More than one form fits (${terms(forms)}): ${why}.`
        : say`The tree looks like ${term(form)}: ${why}.`
    return toSignalResult(id, {
      state: 'present',
      statement,
      facts,
      evidence: placesOf(marks),
      strength: form === null ? 'weak' : 'medium',
    })
  },
}

/** `a snap (snap/snapcraft.yaml)`: the words are ours, the path is the tree's. */
function toWhy({ detail = '', path }: Finding): Value {
  const place = ` (${path})`
  return detail.endsWith(place) ? say`${term(detail.slice(0, -place.length))} (${path})` : detail || path
}
