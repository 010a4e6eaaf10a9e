"""Renders templates with jinja2, configured as BentoML does."""

import re
import shlex
import signal

import jinja2
from jinja2.sandbox import SandboxedEnvironment

TIME_LIMIT = 5


class TooSlow(Exception):
    pass


def on_alarm(_signal, _frame):
    raise TooSlow()


def expands_bento_path(*path, bento_path="/home/bentoml/bento"):
    return "/".join([bento_path, *path])


def values(value):
    """A value from JSON, in which {"$tuple": […]} is a tuple."""
    if isinstance(value, dict):
        if list(value) == ["$tuple"]:
            return tuple(values(element) for element in value["$tuple"])
        return {key: values(element) for key, element in value.items()}
    if isinstance(value, list):
        return [values(element) for element in value]
    return value


def environment(templates):
    env = SandboxedEnvironment(
        extensions=["jinja2.ext.loopcontrols"],
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.DictLoader(templates),
    )
    env.filters["bash_quote"] = shlex.quote
    env.filters["normalize_line"] = lambda s: " ".join(s.strip().split())
    env.globals["expands_bento_path"] = expands_bento_path
    return env


def kind(error):
    """The kind that our engine gives an error."""
    if isinstance(error, (jinja2.TemplateSyntaxError, SyntaxError)):
        return "syntax"
    if isinstance(error, jinja2.UndefinedError):
        return "undefined"
    if isinstance(error, jinja2.exceptions.SecurityError):
        return "security"
    if isinstance(error, jinja2.TemplateNotFound):
        return "templateNotFound"
    if isinstance(error, (RecursionError, MemoryError, TooSlow)):
        return "limit"
    if isinstance(error, OverflowError) and "Range too big" in str(error):
        return "limit"
    return "runtime"


def without_addresses(text):
    """The memory addresses that Python prints are different every time."""
    return re.sub(r" at 0x[0-9a-f]+>", ">", text)


def line_of(error, name="main"):
    """The line of the main template in which an error happened."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.lineno if error.name in (None, name) else None
    found = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in ("<template>", name):
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def render(case):
    """What becomes of a case: its output, or the kind of its error."""
    templates = dict(case.get("templates", {}))
    templates["main"] = case["template"]
    env = environment(templates)
    signal.signal(signal.SIGALRM, on_alarm)
    signal.alarm(TIME_LIMIT)
    try:
        own = {}
        if "base_template" in templates:
            own["bento_base_template"] = env.get_template("base_template")
        template = env.get_template("main", globals=own)
        output = template.render(**values(case.get("context", {})))
        return {"output": without_addresses(output)}
    except Exception as error:  # every kind of failure is a result
        return {
            "error": kind(error),
            "message": f"{type(error).__name__}: {error}",
            "line": line_of(error) if isinstance(error, jinja2.TemplateSyntaxError) else None,
        }
    finally:
        signal.alarm(0)
