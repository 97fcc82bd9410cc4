/** The small YAML files that people keep in `.occtet/`: described once, read strictly, written in one order. */
export { type Spec, type TextForm, text, texts, toJsonSchema } from './file-spec.ts'
export { type FileError, lineOfField, readBySpec } from './read-spec.ts'
export { writeBySpec } from './write-spec.ts'
export {
  parseYaml,
  type YamlBounds,
  type YamlNode,
  yamlEntries,
  yamlGet,
  yamlItems,
  yamlText,
  yamlTexts,
} from './yaml.ts'
