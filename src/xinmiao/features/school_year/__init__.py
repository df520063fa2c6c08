"""The beginning of a school year: the wizard that leads through what every feature has to do then, and its task.

Owns the order of the steps, which were done or skipped, and when the wizard is offered. What a step does is its
feature's own. Terms: school year, step, wizard.
"""
