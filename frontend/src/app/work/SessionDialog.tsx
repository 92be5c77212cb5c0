import { Button, Form, Input, Modal } from 'antd';
import { useRelogin, type Me } from '@/api/me';
import { ProblemAlert } from '@/shared/ui';
import { useAppText } from '../text';

/** Signs in again over the page, which keeps what was typed. */
export default function SessionDialog({ me, onDone }: { me: Me; onDone: (ok: boolean) => void }) {
  const t = useAppText();
  const login = useRelogin(me);
  const submit = async ({ password, email }: { email: string; password: string }) => {
    const next = await login.mutateAsync({ email, password }).catch(() => null);
    if (!next) return;
    if (next.user?.id !== me.user?.id) location.assign('/work');
    else onDone(true);
  };
  return (
    <Modal
      open
      title={t('expiredTitle')}
      footer={null}
      mask={{ closable: false }}
      onCancel={() => {
        onDone(false);
        location.assign('/login');
      }}
    >
      <p style={{ marginBottom: 16 }}>{t('expiredHint')}</p>
      <Form
        layout="vertical"
        initialValues={{ email: me.user?.email }}
        onFinish={(values: { email: string; password: string }) => void submit(values)}
      >
        <Form.Item name="email" label={t('email')} rules={[{ required: true }]}>
          <Input autoComplete="username" />
        </Form.Item>
        <Form.Item name="password" label={t('password')} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        {login.error && (
          <div style={{ marginBottom: 16 }}>
            <ProblemAlert error={login.error} />
          </div>
        )}
        <Button type="primary" htmlType="submit" block loading={login.isPending}>
          {t('login')}
        </Button>
      </Form>
    </Modal>
  );
}
