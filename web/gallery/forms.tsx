import { Search } from 'lucide-react'
import { useState } from 'react'
import {
  Checkbox,
  Combobox,
  DateField,
  ErrorSummary,
  FileDrop,
  MoneyField,
  RadioGroup,
  Select,
  Stepper,
  Switch,
  TextArea,
  TextField,
  type Suggestion,
} from '../ui/index.ts'
import { Fields, Specimen } from './specimen.tsx'
import { samples } from './samples.ts'

const companies: readonly Suggestion[] = samples.map((row) => ({
  value: row.id,
  label: row.company,
  hint: row.partner,
}))

/** What is filled in. */
export function Forms() {
  const [text, setText] = useState('')
  const [domain, setDomain] = useState('co.uk')
  const [note, setNote] = useState('They asked for a pilot in the spring.')
  const [track, setTrack] = useState<string | null>(null)
  const [company, setCompany] = useState<Suggestion | null>(null)
  const [found, setFound] = useState<readonly Suggestion[]>([])
  const [asked, setAsked] = useState<Suggestion | null>(companies[1] ?? null)
  const [closing, setClosing] = useState('')
  const [money, setMoney] = useState({ amount: '48,000', currency: 'EUR' })
  const [file, setFile] = useState<File | null>(null)
  const [agreed, setAgreed] = useState(true)
  const [mode, setMode] = useState<string | null>('rule')
  const [on, setOn] = useState(true)
  return (
    <>
      <Specimen name="Error summary">
        <div className="w-full max-w-3xl">
          <ErrorSummary
            title="Two fields are not as expected"
            attempt={0}
            problems={[
              {
                path: 'domain',
                label: 'Domain',
                message: '“co.uk” is a public suffix. Expected a company’s own domain, for example acme.co.uk.',
              },
              { path: 'closes_on', label: 'Expected close', message: 'The date lies in the past.' },
            ]}
          />
        </div>
      </Specimen>
      <Specimen name="Text field">
        <Fields>
          <TextField
            label="Company"
            name="company"
            value={text}
            onChange={setText}
            placeholder="Acme Ltd"
            hint="As it stands on their invoice."
          />
          <TextField
            label="Domain"
            name="domain"
            value={domain}
            onChange={setDomain}
            error="“co.uk” is a public suffix. Expected a company’s own domain."
          />
          <TextField
            label="Search"
            value=""
            onChange={() => {}}
            before={<Search aria-hidden className="size-4" />}
            placeholder="By name or domain"
            optional
          />
          <TextField label="Protection" value="90" onChange={() => {}} after="days" inputMode="numeric" disabled />
        </Fields>
      </Specimen>
      <Specimen name="Text area">
        <Fields>
          <TextArea
            label="What have they asked for?"
            name="note"
            value={note}
            onChange={setNote}
            hint="Two sentences are plenty."
          />
          <TextArea label="Reason" value="" onChange={() => {}} error="Say why: the partner reads it." />
        </Fields>
      </Specimen>
      <Specimen name="Select">
        <Fields>
          <Select
            label="Track"
            name="track"
            value={track}
            onChange={setTrack}
            placeholder="Choose one"
            options={[
              { value: 'reseller', label: 'Reseller', hint: 'Sells and invoices' },
              { value: 'referral', label: 'Referral', hint: 'Introduces' },
              { value: 'agency', label: 'Agency', disabled: true },
            ]}
          />
          <Select
            label="Country"
            value="de"
            onChange={() => {}}
            options={[{ value: 'de', label: 'Germany' }]}
            disabled
          />
        </Fields>
      </Specimen>
      <Specimen name="Combobox">
        <Fields>
          <Combobox
            label="Account"
            name="account"
            value={company}
            onChange={setCompany}
            options={companies}
            empty="No account by that name."
            placeholder="Type to narrow it down"
          />
          <Combobox
            label="Account, asked of the server"
            value={asked}
            onChange={setAsked}
            options={found}
            onSearch={(typed) =>
              setFound(companies.filter((one) => typed && one.label.toLowerCase().includes(typed.toLowerCase())))
            }
            empty="Nothing found."
            error="Choose the account this deal is for."
          />
        </Fields>
      </Specimen>
      <Specimen name="Date and money">
        <Fields>
          <DateField
            label="Expected close"
            name="closes_on"
            value={closing}
            onChange={setClosing}
            error="The date lies in the past. Expected today or later."
          />
          <MoneyField
            label="Amount"
            name="amount"
            value={money}
            onChange={setMoney}
            currencies={['EUR', 'USD', 'GBP']}
            hint="What you expect to sell in the first year."
          />
          <DateField label="Effective" value="2026-12-01" onChange={() => {}} />
          <MoneyField
            label="Amount"
            value={{ amount: '9,400', currency: 'EUR' }}
            onChange={() => {}}
            currencies={['EUR']}
            optional
          />
        </Fields>
      </Specimen>
      <Specimen name="Checkbox">
        <Checkbox label="Also protect the parent company" checked={agreed} onChange={setAgreed} />
        <Checkbox label="Some of the rows" mixed checked={false} onChange={() => {}} />
        <Checkbox
          label="I have read the rules of engagement"
          checked={false}
          onChange={() => {}}
          error="Without it we cannot register the deal."
          name="rules"
        />
        <Checkbox label="Not to be changed" checked disabled onChange={() => {}} />
      </Specimen>
      <Specimen name="Radio group">
        <RadioGroup
          label="Who decides?"
          value={mode}
          onChange={setMode}
          options={[
            { value: 'rule', label: 'The program, where it can', hint: 'Instant. Anything unsure goes to a person.' },
            { value: 'person', label: 'Always a person', hint: 'Within two working days.' },
          ]}
        />
      </Specimen>
      <Specimen name="Switch">
        <div className="flex w-full max-w-md flex-col gap-4">
          <Switch label="Remind the partner" hint="14, 7 and 1 day before the end." checked={on} onChange={setOn} />
          <Switch label="Weekly summary" checked={false} onChange={() => {}} disabled />
        </div>
      </Specimen>
      <Specimen name="File drop">
        <Fields>
          <FileDrop
            label="The file"
            file={file}
            onChange={setFile}
            accept=".csv,text/csv"
            hint="CSV with a header line, up to 200 MB."
            size={file ? `${file.size} bytes` : ''}
          />
          <FileDrop
            label="Another file"
            name="file2"
            file={null}
            onChange={() => {}}
            error="The file is a spreadsheet. Save it as CSV first."
          />
        </Fields>
      </Specimen>
      <Specimen name="Stepper">
        <Stepper
          label="Import"
          current="map"
          onGo={() => {}}
          steps={[
            { id: 'file', label: 'File' },
            { id: 'map', label: 'Columns' },
            { id: 'preview', label: 'Preview' },
            { id: 'run', label: 'Run' },
          ]}
        />
      </Specimen>
    </>
  )
}
