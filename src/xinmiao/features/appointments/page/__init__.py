"""The pages of appointments: the calendar with its lists, and the panel on the pages of students and cases."""

from xinmiao.features.appointments.page.calendar_page import AppointmentsPage
from xinmiao.features.appointments.page.day_panel import DayPanel
from xinmiao.features.appointments.page.panel import AppointmentPanel

__all__ = ["AppointmentPanel", "AppointmentsPage", "DayPanel"]
