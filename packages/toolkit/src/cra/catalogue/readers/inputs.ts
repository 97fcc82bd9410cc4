/** Reader of `classification-inputs.json`: names and allowed values of the facts that classification asks for. */
import { list, oneOf, shape, text, texts, textsByName } from './shape.ts'

export const classificationInputs = shape({
  description: text,
  fields: list(
    shape(
      { name: text, type: oneOf(['enum', 'boolean', 'object', 'multi', 'date', 'number', 'list']) },
      { values: texts, fields: textsByName, item: textsByName, note: text },
    ),
  ),
})

export type ClassificationInputs = ReturnType<typeof classificationInputs>
export type FactField = ClassificationInputs['fields'][number]
