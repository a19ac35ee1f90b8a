"""What each rule of the catalogue is good for: what fails without it, or which documentation asks for it.

A rule that neither shows is folklore: a fault.
"""


def verdicts(projects, results):
    """Each rule with the steps that fail without it and its documentation."""
    failed = {
        project["name"]: [f"{step['form']}, {step['step']}" for step in result["steps"] if not step["ok"]]
        for project, result in zip(projects, results, strict=True)
    }
    for project in projects:
        rule = project.get("rule")
        if rule:
            known = failed.get(rule["whole"], [])
            yield project["name"], rule, known, [step for step in failed[project["name"]] if step not in known]


def judge(projects, results):
    """Prints what each rule is good for; returns a sentence for each that is good for nothing."""
    measured, documented, faults = [], [], []
    for name, rule, known, failing in verdicts(projects, results):
        if known:
            faults.append(f"{rule['by']}, {name}: with the rule {len(known)} steps fail too: {'; '.join(known)}")
        elif failing:
            measured.append((rule, name, failing))
        elif rule["source"]:
            documented.append((rule, name))
        else:
            faults.append(f"{rule['by']}, {name}: nothing fails without the rule, and no documentation asks for it")
    print(f"{len(measured)} rules without which something fails:")
    for rule, name, failing in measured:
        print(f"  {rule['by']}, {name}")
        for step in failing[:3]:
            print(f"    {step}")
        if len(failing) > 3:
            print(f"    and {len(failing) - 3} steps more")
    print(f"{len(documented)} rules that documentation asks for:")
    for rule, name in documented:
        print(f"  {rule['by']}, {name}\n    {rule['source']}")
    return faults
