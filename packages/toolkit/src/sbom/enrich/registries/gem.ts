/** Ruby: what a gem server says of one version (`/api/v2/rubygems/NAME/versions/VERSION.json`). */
import { textOf, textsOf } from '../../read/values.ts'
import { below, type Registry } from './registry.ts'
import { actorOf, bounded, hashOf, readJson, referenceOf, shortText } from './values.ts'

export const gemRegistry: Registry = {
  purlType: 'gem',
  find: async ({ name, version }, base, ask) => {
    const path = `api/v2/rubygems/${encodeURIComponent(name)}/versions/${encodeURIComponent(version)}.json`
    const answer = readJson(await ask(below(base, path)))
    if (answer === undefined || textOf(answer, 'name') !== name) return undefined
    const originator = actorOf(shortText(answer, 'authors'))
    return {
      hashes: hashOf('SHA-256', textOf(answer, 'sha')),
      licenses: textsOf(answer, 'licenses').flatMap((text) => bounded(text) ?? []),
      ...(originator === undefined ? {} : { originator }),
      references: [
        ...referenceOf('distribution', textOf(answer, 'gem_uri')),
        ...referenceOf('vcs', textOf(answer, 'source_code_uri')),
        ...referenceOf('website', textOf(answer, 'homepage_uri')),
      ],
    }
  },
}
