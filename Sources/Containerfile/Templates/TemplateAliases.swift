/// Old names, which BentoML's documentation has in templates that users have copied since.
enum TemplateAliases {
  /// Of variables: the old name, and that of today.
  static let variables = ["__python_version__": "__options__python_version"]

  /// Of the template to extend.
  static let baseTemplate = ["bento_base_template", "bento_autotemplate"]
}
