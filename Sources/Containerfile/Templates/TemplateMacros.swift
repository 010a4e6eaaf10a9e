/// The macros that users' templates import from `_macros.j2`.
enum TemplateMacros {
  static let name = "_macros.j2"

  /// What the macros call their imports' variable in BentoML's own templates, and so in users'.
  static let variable = "common"

  /// The text. `RUN` is for `call`, whose body becomes the flags of the instruction.
  static let text = """
    {% macro mount_cache(target, extra_args="") -%}
    --mount=type=cache,sharing=locked,target={{ target ~ extra_args }}
    {%- endmacro %}
    {% macro RUN(enable_buildkit=true) -%}
    RUN {{ caller() ~ " " if enable_buildkit else "" }}
    {%- endmacro %}
    {% macro setup_conda(python_version, bento_path, conda_path=none, enable_buildkit=true) -%}
    {% set folder = conda_path or "/opt/conda" %}
    {% set flags = mount_cache(folder ~ "/pkg") ~ " " if enable_buildkit else "" %}
    {% for command in \(TemplateFunctions.condaCommands)(python_version, bento_path, folder) %}
    RUN {{ flags ~ command }}
    {% endfor %}
    {%- endmacro %}

    """
}
