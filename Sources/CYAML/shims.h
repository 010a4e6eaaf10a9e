#ifndef BENTOKIT_CYAML_SHIMS_H
#define BENTOKIT_CYAML_SHIMS_H

#include <yaml.h>

#endif
