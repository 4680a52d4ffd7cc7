import { Check, MessageCircleQuestion, Send } from 'lucide-react'
import { useState } from 'react'
import {
  Badge,
  Button,
  Callout,
  CommandPalette,
  Copyable,
  CountdownClock,
  Dialog,
  DiffList,
  Drawer,
  KeyFields,
  Ladder,
  Link,
  PageHeader,
  RelativeTime,
  StatusPath,
  TextArea,
  Timeline,
  toast,
} from '../ui/index.ts'
import { at } from './samples.ts'
import { Row, Specimen } from './specimen.tsx'

/** What shows one thing. */
export function Records() {
  const [open, setOpen] = useState<'dialog' | 'drawer' | 'palette' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Specimen name="Page header" wide>
        <div className="rounded-lg bg-canvas px-4">
          <PageHeader
            title="Nordwind Logistik"
            crumbs={[{ label: 'Registrations', href: '/ui' }]}
            mark={<Badge tone="info">In review</Badge>}
            meta={
              <>
                <span>by Cascade Systems</span>
                <RelativeTime at={at(-2)} />
                <Copyable value="reg_01kan4x7zq8e3v" what="registration id" />
              </>
            }
            actions={
              <>
                <Button>Ask</Button>
                <Button>Reject</Button>
                <Button look="primary">Approve</Button>
              </>
            }
          />
        </div>
      </Specimen>
      <Specimen name="Status path" wide>
        <div className="flex flex-col gap-8">
          <StatusPath
            label="The way of this registration"
            steps={[
              { id: 'submitted', label: 'Submitted', state: 'done', note: '20 Nov' },
              { id: 'review', label: 'In review', state: 'current', note: 'Answer by Thu 27 Nov' },
              { id: 'approved', label: 'Approved', state: 'upcoming' },
              { id: 'converted', label: 'Opportunity', state: 'upcoming' },
              { id: 'won', label: 'Won', state: 'upcoming' },
            ]}
            guidance={
              <Callout
                tone="info"
                title="Weigh the fit, then decide."
                actions={<Button size="small">See the ruling</Button>}
              >
                The program recommends approval. Nobody else holds the account.
              </Callout>
            }
          />
          <StatusPath
            label="One that ended"
            steps={[
              { id: 'submitted', label: 'Submitted', state: 'done' },
              { id: 'rejected', label: 'Rejected', state: 'failed', note: 'Existing customer' },
            ]}
          />
        </div>
      </Specimen>
      <Specimen name="Key fields" wide>
        <div className="flex flex-col gap-8">
          <KeyFields
            layout="row"
            fields={[
              { label: 'Amount', value: '€48,000' },
              { label: 'Expected close', value: '15 Jan 2027' },
              { label: 'Track', value: 'Reseller' },
              { label: 'Manager', value: 'Ada Okafor' },
              {
                label: 'Clock',
                value: <CountdownClock until={at(12.4)} since={at(-40)} left={(text) => `${text} left`} over="Ended" />,
              },
            ]}
          />
          <div className="max-w-sm">
            <KeyFields
              fields={[
                { label: 'Domain', value: 'nordwind.example' },
                { label: 'Tax id', value: 'DE 811 907 980' },
                { label: 'Product lines', value: 'All', hint: 'None was named' },
                { label: 'Registered', value: <RelativeTime at={at(-2.2)} /> },
              ]}
            />
          </div>
        </div>
      </Specimen>
      <Specimen name="Ladder" wide>
        <div className="max-w-2xl">
          <Ladder
            label="How it was decided"
            rungs={[
              {
                id: 'entitled',
                check: 'May the partner register deals?',
                verdict: 'passed',
                reason: 'Cascade Systems is active in the reseller track.',
              },
              { id: 'country', check: 'Is the country open to partners?', verdict: 'passed' },
              {
                id: 'size',
                check: 'Is the deal of a usual size?',
                verdict: 'noted',
                reason: '€48,000 is above the €40,000 the program decides by itself.',
              },
              {
                id: 'rival',
                check: 'Does somebody else hold the account?',
                verdict: 'answered',
                tone: 'warn',
                reason: 'An earlier claim is still in review, so this one queues behind it.',
                evidence: (
                  <>
                    <Link href="/ui">reg_00 · Brightwater</Link>
                    <Link href="/ui">Nordwind Logistik</Link>
                  </>
                ),
              },
              { id: 'fit', check: 'Does it fit the ideal customer?', verdict: 'not_reached' },
            ]}
          />
        </div>
      </Specimen>
      <Specimen name="Timeline" wide>
        <div className="max-w-xl">
          <Timeline
            label="What happened"
            entries={[
              {
                id: '3',
                title: 'Ada Okafor asked for the contact’s role',
                when: <RelativeTime at={at(-0.1)} />,
                icon: <MessageCircleQuestion />,
                detail: 'Who signs on their side?',
              },
              { id: '2', title: 'The program recommended approval', when: <RelativeTime at={at(-2)} />, tone: 'info' },
              {
                id: '1',
                title: 'Cascade Systems submitted the deal',
                when: <RelativeTime at={at(-2)} />,
                icon: <Send />,
              },
            ]}
          />
        </div>
      </Specimen>
      <Specimen name="Diff list" wide>
        <div className="max-w-xl">
          <DiffList
            label="What changed"
            entries={[
              { id: '1', kind: 'changed', what: 'Protection lasts', before: '90 days', after: '120 days' },
              { id: '2', kind: 'added', what: 'A tier “Platinum” in the reseller track' },
              { id: '3', kind: 'removed', what: 'The exclusion of the country Norway' },
            ]}
          />
        </div>
      </Specimen>
      <Specimen name="Clocks">
        <Row>
          <CountdownClock until={at(64)} since={at(-26)} left={(text) => `${text} left`} over="Ended" />
          <CountdownClock until={at(1.5)} since={at(-88)} left={(text) => `${text} left`} over="Ended" />
          <CountdownClock until={at(-2)} left={(text) => `${text} left`} over="Ended" />
          <RelativeTime at={at(-0.2)} />
          <RelativeTime at={at(9)} />
        </Row>
      </Specimen>
      <Specimen name="Callout">
        <div className="flex w-full max-w-2xl flex-col gap-2">
          <Callout tone="neutral">A note without a title.</Callout>
          <Callout tone="success" title="Approved">
            Your deal is protected until 20 February 2027.
          </Callout>
          <Callout tone="warn" title="The clock runs out tomorrow" actions={<Button size="small">Extend</Button>} />
          <Callout tone="danger" title="Not possible">
            This account is an existing customer. Ask your manager about an expansion.
          </Callout>
        </div>
      </Specimen>
      <Specimen name="Dialog, drawer, palette">
        <Row>
          <Button onClick={() => setOpen('dialog')}>Dialog</Button>
          <Button onClick={() => setOpen('drawer')}>Drawer</Button>
          <Button onClick={() => setOpen('palette')}>Command palette</Button>
        </Row>
        <Dialog
          open={open === 'dialog'}
          onClose={close}
          title="Reject this registration?"
          description="Cascade Systems reads your reason, and what would turn it into a yes."
          actions={
            <>
              <Button onClick={close}>Cancel</Button>
              <Button
                look="danger"
                onClick={() => {
                  close()
                  toast({ title: 'Rejected' })
                }}
              >
                Reject
              </Button>
            </>
          }
        >
          <TextArea label="Reason" name="reason" value="" onChange={() => {}} />
        </Dialog>
        <Drawer
          open={open === 'drawer'}
          onClose={close}
          title="Invite a person"
          actions={<Button look="primary">Invite</Button>}
        >
          <TextArea label="A word to them" value="" onChange={() => {}} optional />
        </Drawer>
        <CommandPalette
          open={open === 'palette'}
          onClose={close}
          title="Search and commands"
          placeholder="Go anywhere, do anything…"
          empty="Nothing by that name."
          groups={[
            {
              label: 'Go to',
              items: [{ id: 'a', label: 'Registrations', icon: <Send />, hint: 'Records', onPick: () => {} }],
            },
            {
              label: 'Do',
              items: [
                { id: 'b', label: 'Approve', icon: <Check />, keys: 'A', onPick: () => toast({ title: 'Approved' }) },
              ],
            },
          ]}
        />
      </Specimen>
    </>
  )
}
