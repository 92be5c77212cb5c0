import type { EvidenceBaseView, ProjectProfileInput } from '@/api/gen';
import { useTerm } from '@/api/taxonomy';
import { date } from '@/shared/lib/format';
import { DescriptionGrid, Scroll, Tag } from '@/shared/ui';
import { useProjectText } from '../../i18n/project';
import { FileAt } from './FileAt';
import { profileInput } from './inputs';
import { Part } from './Part';
import { InterfaceFields, NoveltyFields, StepFields, TeamFields } from './ProjectFields';
import { useBase } from './useBase';
import s from './evidence.module.css';

type Facts = Pick<EvidenceBaseView, 'profile' | 'stage'>;
type Shown = { facts: Facts; filesPath: string };

/** Novelty claim, stage and milestones, interfaces, team: stated by the holder. */
export function ProjectPart({ base, filesPath }: { base: EvidenceBaseView; filesPath: string }) {
  const t = useProjectText();
  const { save } = useBase(base);
  const start = profileInput(base.profile);
  const shown = { facts: base, filesPath };
  const send = (part: Partial<ProjectProfileInput>) => save('profile', { ...start, ...part });
  const common = { editable: base.editable, start };
  return (
    <>
      <Part<ProjectProfileInput>
        {...common}
        id="novelty"
        title={t('novelty')}
        hint={t('noveltyHint')}
        empty={false}
        onSave={({ novelty }) => send({ novelty })}
        fields={() => <NoveltyFields files={base.files} />}
      >
        <NoveltyShown {...shown} />
      </Part>
      <Part<ProjectProfileInput>
        {...common}
        id="stage"
        title={t('stage')}
        hint={t('stageHint')}
        empty={base.profile.milestones.length === 0}
        onSave={({ milestones }) => send({ milestones })}
        fields={() => <StepFields files={base.files} />}
      >
        <StageShown {...shown} />
      </Part>
      <Part<ProjectProfileInput>
        {...common}
        id="interfaces"
        title={t('interfaces')}
        hint={t('interfacesHint')}
        empty={base.profile.interfaces.length === 0}
        onSave={({ interfaces }) => send({ interfaces })}
        fields={() => <InterfaceFields />}
      >
        <InterfacesShown {...shown} />
      </Part>
      <Part<ProjectProfileInput>
        {...common}
        id="team"
        title={t('team')}
        hint={t('teamHint')}
        empty={base.profile.team.length === 0}
        onSave={({ team }) => send({ team })}
        fields={() => <TeamFields />}
      >
        <TeamShown {...shown} />
      </Part>
    </>
  );
}

export function NoveltyShown({ facts, filesPath }: Shown) {
  const t = useProjectText();
  const { novelty } = facts.profile;
  return (
    <DescriptionGrid
      items={[
        { label: t('claim'), value: novelty.claim_label },
        {
          label: t('report'),
          value: novelty.report_file_id ? (
            <FileAt url={`${filesPath}/${novelty.report_file_id}`} name={novelty.report_name} />
          ) : (
            <Tag tone={novelty.claim === 'none' ? 'grey' : 'seal'} icon>
              {t('noReport')}
            </Tag>
          ),
        },
        novelty.report_number ? { label: t('reportNumber'), value: novelty.report_number } : null,
        novelty.note ? { label: t('claimNote'), value: novelty.note, wide: true } : null,
      ]}
    />
  );
}

export function StageShown({ facts, filesPath }: Shown) {
  const t = useProjectText();
  const term = useTerm();
  const { milestones } = facts.profile;
  return (
    <>
      <DescriptionGrid items={[{ label: t('stageNow'), value: term('maturity', facts.stage) }]} />
      {milestones.length === 0 && <p className={s.sub}>{t('noMilestones')}</p>}
      <ul className={s.prefills} aria-label={t('milestones')}>
        {milestones.map((row, index) => (
          <li key={row.name + index}>
            <b>{row.name}</b>
            <Tag tone={row.state === 'done' ? 'good' : 'ochre'} icon>
              {t(row.state as 'done' | 'running' | 'planned')}
            </Tag>
            <small>
              {row.on && date(row.on)}{' '}
              {row.file_id && <FileAt url={`${filesPath}/${row.file_id}`} name={row.file_name} />}
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}

export function InterfacesShown({ facts }: Shown) {
  const t = useProjectText();
  const { interfaces } = facts.profile;
  if (interfaces.length === 0) return <p>{t('noInterfaces')}</p>;
  return (
    <ul className={s.prefills}>
      {interfaces.map((row, index) => (
        <li key={row.name + index}>
          <b>{row.name}</b>
          <Tag tone={row.fit === 'conflict' ? 'seal' : row.fit === 'direct' ? 'good' : 'ochre'}>
            {t(row.fit as 'direct' | 'minor' | 'major' | 'conflict')}
          </Tag>
          <small>
            {t(row.kind as 'procedure')}
            {row.note && ` · ${row.note}`}
          </small>
        </li>
      ))}
    </ul>
  );
}

export function TeamShown({ facts }: Shown) {
  const t = useProjectText();
  const { team } = facts.profile;
  if (team.length === 0) return <p>{t('noTeam')}</p>;
  const heads = ['memberName', 'role', 'discipline', 'title', 'task', 'share'] as const;
  return (
    <Scroll label={t('team')}>
      <table className={s.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {team.map((member) => (
            <tr key={member.name}>
              <th scope="row">{member.name}</th>
              <td>
                {member.complete ? (
                  member.role
                ) : (
                  <Tag tone="seal" icon>
                    {t('noRole')}
                  </Tag>
                )}
              </td>
              <td>{member.discipline}</td>
              <td>{member.title}</td>
              <td>{member.task}</td>
              <td className="num">{member.share ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
