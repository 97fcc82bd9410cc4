/** NuGet: the service index names where package descriptions lie (API v3, resource `PackageBaseAddress`). */
import { asFields, listOf, textOf } from '../../read/values.ts'
import { below, nothing, type Registry } from './registry.ts'
import { actorOf, bounded, readJson, referenceOf } from './values.ts'
import { readXmlTexts } from './xml.ts'

export const nugetRegistry: Registry = {
  purlType: 'nuget',
  find: async ({ name, version }, base, ask) => {
    const resources = listOf(readJson(await ask(base)), 'resources').flatMap((item) => {
      const fields = asFields(item)
      return fields === undefined ? [] : [fields]
    })
    const content = resources.find((item) => textOf(item, '@type')?.startsWith('PackageBaseAddress') === true)
    const root = textOf(content, '@id')
    if (root === undefined) return undefined
    const [id, number] = [name.toLowerCase(), version.toLowerCase()].map(encodeURIComponent)
    const nuspec = await ask(below(root, `${id}/${number}/${id}.nuspec`))
    const texts = nuspec === undefined ? undefined : readXmlTexts(nuspec)
    if (texts === undefined) return undefined
    const first = (key: string): string | undefined => bounded(texts.get(`package/metadata/${key}`)?.[0])
    if (first('id')?.toLowerCase() !== name.toLowerCase()) return undefined
    const license = first('license')
    const originator = actorOf(first('authors'))
    return {
      ...nothing,
      // A file name in this field means a text inside the package.
      licenses: license === undefined || /\.(?:txt|md)$/i.test(license) ? [] : [license],
      ...(originator === undefined ? {} : { originator }),
      references: referenceOf('website', first('projectUrl')),
    }
  },
}
