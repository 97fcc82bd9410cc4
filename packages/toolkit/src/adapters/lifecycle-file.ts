/** The user's own dates of support, in the tree or where the command line says. */
import { err, ok, type Result } from '../base/index.ts'
import { parseLifecycleFile, type UserProduct } from '../lifecycle/index.ts'
import { readTreeText } from './text-file.ts'

/** Undefined where there is no such file; the error says which file, which line, what is wrong. */
export function readLifecycleFile(path: string): Result<readonly UserProduct[] | undefined, string> {
  const source = readTreeText(path, 4 * 1024 * 1024)
  if (source === undefined) return ok(undefined)
  if (!source.ok) return err(source.error.message)
  const parsed = parseLifecycleFile(source.value)
  if (parsed.ok) return parsed
  const { line, field, message } = parsed.error
  return err(`${path}:${line}: ${field === '' ? '' : `${field}: `}${message}`)
}
