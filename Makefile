# What is done with SNT Desk from its source. Every target first makes .venv ready for itself:
# nothing but Python 3.11 and make has to be there.

.PHONY: run test test-long trust trust-long check bench screenshots build requirements clean

python := .venv/bin/python
# Figures, names and file names are the same whatever the shell's language is.
export PYTHONUTF8 := 1
# What was compiled once stays so, for the next run and for every process that a test starts.
export PYTHONDONTWRITEBYTECODE :=
without_screen := LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen

# The demo team in a window; with no screen, its return and pictures in build/demo.
run:
	@tools/bootstrap run
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; \
	then $(python) -m snt_desk demo; \
	else tools/demo-without-screen; fi

# All of them at once, a process a core; some of them: make test ARGS="tests/domain -k midnight"
# In the order of their names: by the number of tests a file, a long story would come last.
test:
	@tools/bootstrap test
	$(without_screen) $(python) -m pytest \
	    $(or $(ARGS),-n auto --dist loadfile --no-loadscope-reorder)

# What takes minutes, and hours in all: killed a thousand times, damaged ten thousand times, and
# what `make test` tries with a few examples at random with ten times as many.
test-long:
	@tools/bootstrap trust
	$(without_screen) $(python) -m pytest -s -m "long or (hypothesis and not trust)" \
	    --hypothesis-profile ten-times $(ARGS)

# Kills, power cuts, full disks and damage, each figure beside its goal; up to ten minutes.
trust:
	@tools/bootstrap trust
	$(without_screen) $(python) -m pytest --trust run -m "not long" -n auto --dist worksteal $(ARGS)
	SNT_DESK_TESTS_KEYED=1 $(without_screen) $(python) -m pytest -q -n auto tests/db

# The rest of it, with the figures of an hour.
trust-long:
	@tools/bootstrap trust
	$(without_screen) $(python) -m pytest --trust long -m long -n auto --dist worksteal $(ARGS)

check:
	@tools/bootstrap develop
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo --no-cache
	.venv/bin/deptry .

bench:
	@tools/bootstrap develop
	$(without_screen) $(python) -m benchmarks $(ARGS)

screenshots:
	@tools/bootstrap test
	$(without_screen) $(python) tools/screenshots.py docs/pictures

# One folder with everything in it: dist/snt-desk. The same source gives the same bytes.
build:
	@tools/bootstrap develop
	PYTHONHASHSEED=1 SOURCE_DATE_EPOCH=1767225600 \
	    $(python) -m PyInstaller --noconfirm --clean --log-level WARN \
	    --distpath dist --workpath build/pyinstaller snt_desk.spec
	$(without_screen) dist/snt-desk/snt-desk --self-test

# The newest versions that pyproject.toml allows, with their hashes.
requirements:
	tools/pin

# Everything that the targets above have made.
clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
