"""All settings of the platform, read from ``HEPABRIDGE_…`` in the entrypoints only."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

PREFIX = "HEPABRIDGE_"
SAMPLE_SECRETS = ("change-me", "changeme", "secret", "development", "please-change")


def _read_files(names: Iterable[str]) -> dict[str, str]:
    """Return the values of the settings that are given as files."""
    values = {}
    for name in names:
        variable = f"{PREFIX}{name.upper()}_FILE"
        if path := os.environ.get(variable):
            try:
                values[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise SystemExit(
                    f"拒绝启动：{variable}={path} 无法读取（{error.strerror}）"
                ) from error
    return values


class Settings(BaseSettings):
    """One frozen object; everything below the entrypoints receives values."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True
    )

    mode: Literal["demo", "production"] = Field("demo", description="demo 或 production")
    data: Path = Field(Path("var"), description="运行数据所在文件夹")
    database_url: str = Field("", description="留空则用数据文件夹中的 SQLite")
    host: str = Field("127.0.0.1", description="监听地址")
    port: int = Field(8000, description="监听端口")
    public_url: str = Field("", description="对外网址，用于邮件与链接；留空则由监听地址推得")
    secret_key: str = Field(
        "", description="主密钥（至少 32 字符）；演示模式自动生成并存入数据文件夹"
    )
    insecure_http: bool = Field(default=False, description="生产模式下允许不经 TLS（仅限内网）")
    worker: bool = Field(default=True, description="serve 进程内是否同时运行后台任务")
    threads: int = Field(16, description="处理请求的线程数，不得超过连接池")
    search_engine: Literal["embedded", "memory", "meilisearch"] = Field(
        "embedded", description="检索引擎"
    )
    meilisearch_url: str = Field("", description="Meilisearch 地址")
    meilisearch_key: str = Field("", description="Meilisearch 密钥")
    smtp_host: str = Field("", description="邮件服务器；留空则邮件写入数据文件夹 mail/")
    smtp_port: int = Field(587, description="邮件服务器端口")
    smtp_user: str = Field("", description="邮件服务器用户名")
    smtp_password: str = Field("", description="邮件服务器密码")
    smtp_from: str = Field("hepabridge@localhost", description="发件地址")
    max_file_mb: int = Field(100, description="单个附件上限（MB）")
    max_body_kb: int = Field(1024, description="JSON 请求体上限（KB）")
    session_idle_minutes: int = Field(30, description="无操作自动退出（分钟）")
    session_hours: int = Field(12, description="登录最长有效（小时）")
    reauth_minutes: int = Field(
        10, ge=1, description="签署、提交评分、发布结果等操作前，多少分钟内须验证过密码"
    )
    formal_review_days: int = Field(5, description="形式审查时限（工作日，6.1.2 未定，可改）")
    publicity_days: int = Field(15, description="协议定价公示天数（可改）")
    rate_factor: int = Field(1, description="登录等限速的放大倍数（压测时调大）")
    log_level: str = Field("info", description="日志级别")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let ``HEPABRIDGE_X_FILE`` name a file that holds X, as container secrets do."""
        del file_secret_settings
        files = InitSettingsSource(settings_cls, _read_files(cls.model_fields))
        return init_settings, env_settings, files, dotenv_settings

    @property
    def is_production(self) -> bool:
        """Whether real people use it."""
        return self.mode == "production"

    @property
    def resolved_database_url(self) -> str:
        """The database URL, SQLite in the data folder by default."""
        return self.database_url or f"sqlite:///{(self.data / 'hepabridge.sqlite3').absolute()}"

    @property
    def base_url(self) -> str:
        """The address people reach the platform at."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    def refuse_unsafe(self) -> list[str]:
        """Return what forbids a production start, in words."""
        if not self.is_production:
            return []
        problems = []
        if len(self.secret_key) < 32 or any(s in self.secret_key.lower() for s in SAMPLE_SECRETS):
            problems.append("HEPABRIDGE_SECRET_KEY 缺失、过短（<32 字符）或仍是示例值")
        if self.resolved_database_url.startswith("sqlite"):
            problems.append("HEPABRIDGE_DATABASE_URL 必须指向 PostgreSQL（生产模式不用 SQLite）")
        if self.search_engine == "meilisearch" and not self.meilisearch_url:
            problems.append("HEPABRIDGE_MEILISEARCH_URL 缺失")
        if not self.public_url and not self.insecure_http:
            problems.append("HEPABRIDGE_PUBLIC_URL 缺失")
        if (
            self.public_url
            and not self.public_url.startswith("https://")
            and not self.insecure_http
        ):
            problems.append(
                "HEPABRIDGE_PUBLIC_URL 须为 https://，或显式设 HEPABRIDGE_INSECURE_HTTP=1"
            )
        return problems
