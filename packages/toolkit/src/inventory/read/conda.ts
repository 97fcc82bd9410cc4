/** Package URLs of Conda packages (purl-spec, type `conda`): build, channel and platform tell files of one version apart. */
import type { PurlParts } from '../../model/index.ts'

export interface CondaFacts {
  readonly name: string
  readonly version: string | undefined
  readonly build?: string | undefined
  /** A name, or the address of one, whose last part counts. */
  readonly channel?: string | undefined
  readonly subdir?: string | undefined
}

export function condaPurl({ name, version, build, channel, subdir }: CondaFacts): PurlParts {
  const qualifiers = {
    ...(build === undefined ? {} : { build }),
    ...(channel === undefined ? {} : channelOf(channel)),
    ...(subdir === undefined ? {} : { subdir }),
  }
  return {
    type: 'conda',
    name,
    ...(version === undefined ? {} : { version }),
    ...(Object.keys(qualifiers).length === 0 ? {} : { qualifiers }),
  }
}

/** Of `https://HOST/conda-forge/linux-64` it is `conda-forge`; of `https://HOST/pkgs/main` it is `main`. */
function channelOf(text: string): { readonly channel?: string } {
  const parts = text.split('/').filter((part) => part !== '')
  const last = parts.filter((part) => !/^(?:linux|osx|win)-[\w]+$|^noarch$/.test(part)).pop()
  return last === undefined ? {} : { channel: last }
}
