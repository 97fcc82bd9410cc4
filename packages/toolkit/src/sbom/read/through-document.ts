/** Formats that have no reader of their own (XML, tag-value, SPDX 3): through the neutral document. */
import type { Issue, WithIssues } from '../../base/index.ts'
import type { Component } from '../../model/index.ts'
import { cycloneDxJsonCodec } from '../cyclonedx/document/json-codec.ts'
import type { ReadBom } from '../document/codecs.ts'
import type { Sbom } from '../sbom.ts'

/**
 * `readJson` reads CycloneDX JSON. The lines of the text that it is given are not those of the file, so that every
 * component stands at line 1 of it.
 */
export function throughDocument(
  { document, issues }: ReadBom,
  path: string,
  readJson: (text: string, path: string) => WithIssues<Sbom>,
): WithIssues<Sbom> {
  const { text } = cycloneDxJsonCodec.encode(document, '1.6')
  const read = readJson(text, path)
  const isCycloneDx = document.family === 'cyclonedx'
  return {
    value: {
      ...read.value,
      format: isCycloneDx ? 'cyclonedx' : 'spdx',
      formatVersion: isCycloneDx ? document.specVersion : `SPDX-${document.specVersion}`,
      components: read.value.components.map((component) => atTop(component, path)),
      unidentified: read.value.unidentified.map((one) => ({ ...one, line: 1 })),
    },
    issues: [...issues, ...read.issues.map(withoutLine)],
  }
}

function atTop(component: Component, path: string): Component {
  const places = component.evidence.map((place) => (place.path === path ? { path, line: 1 } : place))
  const unique = new Map(places.map((place) => [`${place.path}\0${place.line}`, place]))
  return { ...component, evidence: [...unique.values()] }
}

function withoutLine({ line: _line, ...issue }: Issue): Issue {
  return issue
}
