/** Renders readings.json as one static page. */
import { readFileSync, writeFileSync } from 'node:fs'
import Handlebars from 'handlebars'
import _ from 'lodash-classic'
import colors from 'picocolors'

const readings = JSON.parse(readFileSync(new URL('readings.json', import.meta.url), 'utf8'))
const page = Handlebars.compile('<h1>Readings</h1><ul>{{#each rows}}<li>{{sensor}}: {{value}}</li>{{/each}}</ul>\n')
writeFileSync(new URL('index.html', import.meta.url), page({ rows: _.sortBy(readings, 'sensor') }))
console.log(colors.green(`${readings.length} readings`))
