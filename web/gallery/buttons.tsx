import { Check, Ellipsis, Pencil, Plus, Trash2 } from 'lucide-react'
import {
  Avatar,
  Badge,
  Button,
  ButtonLink,
  Copyable,
  GuardedButton,
  IconButton,
  Kbd,
  Link,
  Menu,
  Status,
  toast,
  Tooltip,
  type Tone,
} from '../ui/index.ts'
import { Row, Specimen } from './specimen.tsx'

const tones: readonly Tone[] = ['neutral', 'accent', 'success', 'warn', 'danger', 'info']

/** What is pressed, and what is said in a word. */
export function Buttons() {
  return (
    <>
      <Specimen name="Button">
        <Row>
          <Button look="primary" icon={<Check aria-hidden className="size-4" />}>
            Approve
          </Button>
          <Button>Ask for more</Button>
          <Button look="ghost">Cancel</Button>
          <Button look="danger">Reject</Button>
        </Row>
        <Row>
          <Button look="primary" disabled>
            Disabled
          </Button>
          <Button disabled>Disabled</Button>
          <Button look="primary" pending>
            Approving
          </Button>
          <Button pending>Saving</Button>
          <GuardedButton look="primary" whyNot="Only a partner manager may approve. Ask Ada Okafor.">
            Approve
          </GuardedButton>
        </Row>
        <Row>
          <Button size="small">Small</Button>
          <Button>Normal</Button>
          <Button size="large" look="primary" icon={<Plus aria-hidden className="size-5" />}>
            Register a deal
          </Button>
          <ButtonLink href="/ui#table">A link with weight</ButtonLink>
        </Row>
      </Specimen>
      <Specimen name="Icon button">
        <Row>
          <IconButton label="Edit" icon={<Pencil aria-hidden className="size-4" />} />
          <IconButton label="Delete" look="secondary" icon={<Trash2 aria-hidden className="size-4" />} />
          <IconButton label="More" size="small" icon={<Ellipsis aria-hidden className="size-4" />} />
          <IconButton label="Not now" disabled icon={<Pencil aria-hidden className="size-4" />} />
        </Row>
      </Specimen>
      <Specimen name="Link">
        <p className="text-ink-soft">
          A sentence with <Link href="/ui#link">a link of ours</Link>,{' '}
          <Link href="/ui#link" look="quiet">
            a quiet one
          </Link>{' '}
          and{' '}
          <Link href="https://www.rfc-editor.org/rfc/rfc9457" target="_blank">
            one that leads out
          </Link>
          .
        </p>
      </Specimen>
      <Specimen name="Menu">
        <Row>
          <Menu
            align="start"
            trigger={<Button iconEnd={<Ellipsis aria-hidden className="size-4" />}>Actions</Button>}
            items={[
              {
                kind: 'action',
                id: 'edit',
                label: 'Edit',
                icon: <Pencil aria-hidden />,
                onPick: () => toast({ title: 'Edited' }),
              },
              { kind: 'link', id: 'open', label: 'Open the table', hint: 'further down', href: '/ui#table' },
              { kind: 'line', id: 'line' },
              {
                kind: 'choice',
                id: 'group',
                label: 'Group by',
                value: 'state',
                options: [
                  { value: 'state', label: 'State' },
                  { value: 'partner', label: 'Partner' },
                ],
                onPick: () => {},
              },
              { kind: 'line', id: 'line2' },
              { kind: 'action', id: 'off', label: 'Not allowed', disabled: true, onPick: () => {} },
              {
                kind: 'action',
                id: 'delete',
                label: 'Withdraw',
                danger: true,
                icon: <Trash2 aria-hidden />,
                onPick: () => {},
              },
            ]}
          />
        </Row>
      </Specimen>
      <Specimen name="Status and badge">
        <Row>
          {tones.map((tone) => (
            <Status key={tone} tone={tone}>
              {tone}
            </Status>
          ))}
        </Row>
        <Row>
          {tones.map((tone) => (
            <Badge key={tone} tone={tone}>
              {tone}
            </Badge>
          ))}
        </Row>
      </Specimen>
      <Specimen name="Toast">
        <Row>
          <Button
            onClick={() =>
              toast({
                title: '3 registrations approved',
                action: { label: 'Undo', onPick: () => toast({ title: 'Undone' }) },
              })
            }
          >
            With undo
          </Button>
          <Button
            onClick={() =>
              toast({
                title: 'That did not work',
                description: 'Somebody changed it since you opened it.',
                tone: 'danger',
              })
            }
          >
            A failure
          </Button>
        </Row>
      </Specimen>
      <Specimen name="Small things">
        <Row>
          <Avatar name="Ada Okafor" size={32} />
          <Avatar name="Brightwater" size={32} square />
          <Avatar name="Liu" />
          <Copyable value="reg_01kan4x7zq8e3v" what="registration id" />
          <span className="flex gap-1">
            <Kbd>⌘</Kbd>
            <Kbd>K</Kbd>
          </span>
          <Tooltip text="What it is, in a sentence that may be longer than one line and then wraps.">
            <button type="button" className="rounded-sm underline decoration-dotted underline-offset-4">
              A tooltip
            </button>
          </Tooltip>
        </Row>
      </Specimen>
    </>
  )
}
