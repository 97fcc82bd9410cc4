/** Reads a small YAML or JSON file that the user names; its content is untrusted. */
import { load } from 'js-yaml'
import { err, ok, type Result } from '../base/index.ts'
import { readTextFile, type TextFileError } from './text-file.ts'

export interface ConfigFileError {
  readonly code: TextFileError['code'] | 'SYNTAX_INVALID'
  readonly message: string
}

const largestConfig = 4 * 1024 * 1024

export function readConfigFile(path: string): Result<unknown, ConfigFileError> {
  const text = readTextFile(path, largestConfig)
  if (!text.ok) return text
  try {
    return ok(load(text.value))
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    return err({ code: 'SYNTAX_INVALID', message: `${path} is not valid YAML: ${reason}` })
  }
}
