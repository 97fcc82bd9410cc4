/** npm: the document of one version (registry API of CouchDB shape, `GET /NAME/VERSION`). */
import { asFields, type Fields, member, textOf } from '../../read/values.ts'
import { below, type Registry } from './registry.ts'
import { actorOf, fieldsOf, hashOf, readIntegrity, readJson, referenceOf, shortText } from './values.ts'

export const npmRegistry: Registry = {
  purlType: 'npm',
  find: async ({ namespace, name, version }, base, ask) => {
    const full = namespace === undefined ? name : `${namespace}/${name}`
    const path = `${full.replace('/', '%2f')}/${encodeURIComponent(version)}`
    const answer = readJson(await ask(below(base, path)))
    if (answer === undefined || textOf(answer, 'name') !== full || textOf(answer, 'version') !== version)
      return undefined
    const dist = fieldsOf(answer, 'dist')
    const license = shortText(answer, 'license') ?? shortText(fieldsOf(answer, 'license'), 'type')
    const author = authorOf(answer)
    return {
      hashes: [...readIntegrity(textOf(dist, 'integrity')), ...hashOf('SHA-1', textOf(dist, 'shasum'))],
      licenses: license === undefined ? [] : [license],
      ...(author === undefined ? {} : { originator: author }),
      references: [
        ...referenceOf('distribution', textOf(dist, 'tarball')),
        ...referenceOf('vcs', repositoryOf(answer)),
        ...referenceOf('website', textOf(answer, 'homepage')),
      ],
    }
  },
}

/** `Name <email> (url)`, or an object of the three. */
function authorOf(answer: Fields): ReturnType<typeof actorOf> {
  const author = member(answer, 'author')
  const fields = asFields(author)
  if (fields !== undefined)
    return toActor(shortText(fields, 'name'), shortText(fields, 'email'), shortText(fields, 'url'))
  if (typeof author !== 'string' || author.length > 300) return undefined
  const [, name, email, url] = /^([^<(]*)(?:<([^>]*)>)?\s*(?:\(([^)]*)\))?$/.exec(author) ?? []
  return toActor(name?.trim() || undefined, email, url)
}

function toActor(
  name: string | undefined,
  email: string | undefined,
  url: string | undefined,
): ReturnType<typeof actorOf> {
  return actorOf(name, {
    ...(email === undefined || email === '' ? {} : { email }),
    ...(url === undefined || url === '' ? {} : { url }),
  })
}

function repositoryOf(answer: Fields): string | undefined {
  return textOf(answer, 'repository') ?? textOf(fieldsOf(answer, 'repository'), 'url')
}
