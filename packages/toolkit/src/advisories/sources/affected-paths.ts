/** Which parts of a package an OSV record names as affected: import paths of Go, functions of Rust. */
import type { AffectedPaths } from '../source-format.ts'
import { type Fields, fields, list, text, texts } from './fields.ts'
import { MAX_NAME } from './short-texts.ts'

/**
 * Of each affected entry that names some. Go (OSV export of the Go database): `ecosystem_specific.imports`, with the
 * symbols of a path behind `#`. Rust (RustSec): `affects.functions`, in `affects` or `ecosystem_specific.affects`.
 */
export function readAffectedPaths(record: Fields): readonly AffectedPaths[] {
  return list(record['affected']).flatMap((entry) => {
    const { package: named, ecosystem_specific: specific } = fields(entry)
    const ecosystem = text(fields(named)['ecosystem'])
    const name = text(fields(named)['name'])
    const { imports, affects } = fields(specific)
    const paths = [...list(imports).flatMap(readImport), ...functionsOf(fields(affects)['functions'])]
    if (ecosystem === undefined || name === undefined || paths.length === 0) return []
    return [{ ecosystem, name, paths }]
  })
}

/** `{"path", "symbols"}`; without symbols the whole package is meant. */
function readImport(value: unknown): readonly string[] {
  const path = names([fields(value)['path']])[0]
  return path === undefined ? [] : toPaths(path, fields(value)['symbols'])
}

/** The path, and behind `#` each symbol. */
export function toPaths(path: string, symbols: unknown): readonly string[] {
  return [path, ...names(symbols).map((symbol) => `${path}#${symbol}`)]
}

/** A list of names, or a map from them to versions. */
function functionsOf(value: unknown): readonly string[] {
  return names(Array.isArray(value) ? value : Object.keys(fields(value)))
}

/** What can be a name at all. */
function names(value: unknown): readonly string[] {
  return texts(value).filter((name) => name.length <= MAX_NAME)
}
